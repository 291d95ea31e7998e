import type { ReplyOf } from "@plait/api";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Answer } from "../answer.tsx";
import { counted, countOf } from "../counted.ts";
import { PageHeading } from "../page-heading.tsx";
import { ProblemList } from "../problem-list.tsx";
import { question } from "../queries.ts";
import { TableFrame } from "../table-frame.tsx";
import { StandingNotice } from "./standing-notice.tsx";

type Records = ReplyOf<"readRecords">;

export function LinkedFiles(): ReactNode {
  const records = useQuery(question("readRecords"));
  return (
    <>
      <PageHeading within="Records">Linked files</PageHeading>
      <Answer
        query={records}
        of="the records"
        patience="After a change the records are linked anew, which may take a minute."
      >
        {(read) => (
          <>
            <StandingNotice standing={read.standing} problems={read.problems} />
            <Waiting waiting={read.waiting} />
            {read.standing === "linked" && <Sizes records={read} />}
            <Warnings problems={read.problems} />
          </>
        )}
      </Answer>
    </>
  );
}

function Waiting({ waiting: { columns, quarantined } }: Pick<Records, "waiting">): ReactNode {
  if (columns === 0 && quarantined === 0) return null;
  return (
    <section aria-labelledby="waiting" className="notice warning">
      <h2 id="waiting">Waits for you</h2>
      <ul>
        {columns > 0 && (
          <li>
            <Link to="/records/crosswalk">{countOf(columns, "column")} without a decision</Link>, not used until there
            is one
          </li>
        )}
        {quarantined > 0 && (
          <li>
            <Link to="/records/quarantine">{countOf(quarantined, "row")} in quarantine</Link>
          </li>
        )}
      </ul>
    </section>
  );
}

/** The document's Table 1, as it stands now. */
function Sizes({ records: { kinds, groups, sizes, files } }: { readonly records: Records }): ReactNode {
  const sizeOf = (kind: string, group: string) => sizes.find((one) => one.kind === kind && one.group === group);
  const isByGroup = (kind: string) => sizes.some((one) => one.kind === kind && one.group !== "");
  const all = (kind: string) => sizes.filter((one) => one.kind === kind).reduce((sum, { rows }) => sum + rows, 0);
  return (
    <section>
      <TableFrame label="Rows in each linked file">
        <table>
          <caption>Table 1. Rows in each linked file, by group</caption>
          <thead>
            <tr>
              <th scope="col">Group</th>
              {kinds.map(({ name, label }) => (
                <th key={name} scope="col" className="number">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr className="total">
              <th scope="row">All</th>
              {kinds.map(({ name }) => (
                <td key={name} className="number">
                  {counted(all(name))}
                </td>
              ))}
            </tr>
            {groups.map((group) => (
              <tr key={group.name}>
                <th scope="row">{group.label === group.name ? group.name : `${group.name} (${group.label})`}</th>
                {kinds.map(({ name }) => (
                  <SizeCell key={name} size={sizeOf(name, group.name)} byGroup={isByGroup(name)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      <p className="quiet">
        From {countOf(files, "delivered file")}. Under a number of rows stand the different people in them, where rows
        are about people. A person may be in several groups.
      </p>
    </section>
  );
}

interface SizeCellProps {
  readonly size: Records["sizes"][number] | undefined;
  /** Whether groups deliver this kind at all: where none does, nothing is no zero. */
  readonly byGroup: boolean;
}

function SizeCell({ size, byGroup }: SizeCellProps): ReactNode {
  if (size === undefined && !byGroup) {
    return (
      <td className="number quiet">
        – <span className="hidden-words">not delivered by groups</span>
      </td>
    );
  }
  return (
    <td className="number">
      {counted(size?.rows ?? 0)}
      {size !== undefined && size.people !== null && (
        <div className="quiet">{countOf(size.people, "person", "people")}</div>
      )}
    </td>
  );
}

function Warnings({ problems }: Pick<Records, "problems">): ReactNode {
  const warnings = problems.filter(({ severity }) => severity === "warning");
  if (warnings.length === 0) return null;
  return (
    <section aria-labelledby="to-look-at">
      <h2 id="to-look-at">To look at</h2>
      <ProblemList problems={warnings} />
    </section>
  );
}
