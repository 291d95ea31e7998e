import type { ReplyOf } from "@plait/api";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Answer } from "../../answer.tsx";
import { PageHeading } from "../../page-heading.tsx";
import { question } from "../../queries.ts";
import { TableFrame } from "../../table-frame.tsx";
import { languageInEnglish } from "../languages.tsx";
import { DescribeSort } from "./describe-sort.tsx";
import { OpenPaperSort } from "./open-paper-sort.tsx";
import "./paper.css";
import { usePaperSorter } from "./paper-sorter.ts";
import { handInWords } from "./when.ts";

type PaperSorts = ReplyOf<"listPaperSorts">["sorts"];

/** Sorts that young people made on paper: which were typed, and typing another from its photographs. */
export function PaperSorts(): ReactNode {
  const [participant, open] = usePaperSorter();
  if (participant !== undefined) return <OpenPaperSort key={participant} participant={participant} />;
  return <AllPaperSorts onOpen={open} />;
}

function AllPaperSorts({ onOpen }: { readonly onOpen: (participant: string) => void }): ReactNode {
  const sorts = useQuery(question("listPaperSorts"));
  return (
    <>
      <PageHeading within="Q-sorts">From paper</PageHeading>
      <p>
        A sort that somebody made with printed cards is typed here from the photograph of the turned cards. Photographs
        and numbers are sealed under that person’s own key: when they withdraw, nobody can read them any more.
      </p>
      <Answer query={sorts} of="the sorts from paper">
        {({ sorts: found }) => (
          <>
            {found.length === 0 ? <p>No sort was entered from paper yet.</p> : <Table sorts={found} onOpen={onOpen} />}
            <DescribeSort known={found.map(({ participant }) => participant)} onDone={onOpen} />
          </>
        )}
      </Answer>
    </>
  );
}

function Table({
  sorts,
  onOpen,
}: {
  readonly sorts: PaperSorts;
  readonly onOpen: (participant: string) => void;
}): ReactNode {
  return (
    <TableFrame label="Sorts from paper">
      <table>
        <caption>Sorts from paper</caption>
        <thead>
          <tr>
            <th scope="col">Participant</th>
            <th scope="col">
              <span className="hidden-words">Open</span>
            </th>
            <th scope="col">Language</th>
            <th scope="col">Photographs</th>
            <th scope="col">Numbers</th>
            <th scope="col">Typed again</th>
          </tr>
        </thead>
        <tbody>
          {sorts.map((sort) => (
            <tr key={sort.participant}>
              <th scope="row">
                <bdi>{sort.participant}</bdi>
              </th>
              <td>
                <button type="button" className="button second" onClick={() => onOpen(sort.participant)}>
                  {sort.entered === undefined ? "Go on" : "Open"}
                  <span className="hidden-words"> with {sort.participant}</span>
                </button>
              </td>
              <td>{languageInEnglish(sort.language)}</td>
              <td>{sort.photographs} of 4</td>
              <td>
                {sort.entered === undefined
                  ? `not entered; begun by ${handInWords(sort.begun)}`
                  : `entered by ${handInWords(sort.entered)}`}
                {sort.gaveWay && (
                  <p>
                    <span className="tag warning">not analysed</span> The same person finished a sort on a device, and
                    that one counts.
                  </p>
                )}
                {sort.isOfOtherCards && (
                  <p>
                    <span className="tag error">not analysed</span> Cards or board are others now than when it was
                    entered.
                  </p>
                )}
              </td>
              <td>{sort.entered === undefined ? "" : checkedInWords[sort.checked]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

const checkedInWords: Readonly<Record<PaperSorts[number]["checked"], string>> = {
  no: "not yet",
  alike: "yes, alike",
  differs: "yes, with differences",
};
