import type { ReplyOf } from "@plait/api";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { Answer } from "../answer.tsx";
import { PageHeading } from "../page-heading.tsx";
import { question } from "../queries.ts";
import { TableFrame } from "../table-frame.tsx";
import { placeText } from "./numbers.ts";

type Design = ReplyOf<"readQDesign">;

const states: Readonly<Record<Design["languages"][number]["state"], string>> = {
  whole: "whole",
  incomplete: "some cards have no text",
  behind: "of an earlier version than another language",
  changed: "changed since it was locked",
  "without-words": "the board has no words in it",
};

/** The cards beside each other in two languages, and the board. */
export function Cards(): ReactNode {
  const design = useQuery(question("readQDesign"));
  return (
    <>
      <PageHeading within="Q-sorts">Cards</PageHeading>
      <Answer query={design} of="the cards">
        {(found) => <CardTables design={found} />}
      </Answer>
    </>
  );
}

function CardTables({ design }: { readonly design: Design }): ReactNode {
  const tags = design.languages.map(({ language }) => language);
  const [left, setLeft] = useState(tags[0] ?? "");
  const [right, setRight] = useState(tags[1] ?? tags[0] ?? "");
  const shown = left === right ? [left] : [left, right];
  return (
    <>
      <TableFrame label="Wordings">
        <table>
          <caption>Wordings</caption>
          <thead>
            <tr>
              <th scope="col">Language</th>
              <th scope="col">Version</th>
              <th scope="col">Locked</th>
              <th scope="col">State</th>
              <th scope="col">Lowest column</th>
              <th scope="col">Highest column</th>
            </tr>
          </thead>
          <tbody>
            {design.languages.map(({ language, version, locked, state, missing, lowest, highest }) => (
              <tr key={language}>
                <th scope="row">{language}</th>
                <td>{version ?? "none"}</td>
                <td>{locked ? "yes" : "no"}</td>
                <td>
                  {states[state]}
                  {missing.length > 0 && `: ${missing.join(", ")}`}
                </td>
                <td lang={language}>{lowest ?? ""}</td>
                <td lang={language}>{highest ?? ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      <div className="row">
        <LanguageChoice label="First language" tags={tags} value={left} onChange={setLeft} />
        <LanguageChoice label="Second language" tags={tags} value={right} onChange={setRight} />
      </div>
      <TableFrame label="Cards">
        <table>
          <caption>{design.statements.length} cards</caption>
          <thead>
            <tr>
              <th scope="col">Number</th>
              <th scope="col">Theme</th>
              {shown.map((tag) => (
                <th key={tag} scope="col">
                  {tag}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {design.statements.map(({ id, number, theme, texts }) => (
              <tr key={id}>
                <th scope="row">{number}</th>
                <td>{theme ?? ""}</td>
                {shown.map((tag) =>
                  texts[tag] === undefined ? (
                    <td key={tag} className="quiet">
                      no text
                    </td>
                  ) : (
                    <td key={tag} lang={tag}>
                      <div dir="auto">{texts[tag]}</div>
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      <h2>The board</h2>
      <p>
        {design.board.shape === "forced"
          ? "Every column takes exactly its cards."
          : "A column takes any number of cards; the numbers are a suggestion."}
      </p>
      <TableFrame label="Board">
        <table>
          <caption>Cards in each column</caption>
          <tbody>
            <tr>
              <th scope="row">Value</th>
              {design.board.columns.map(({ value }) => (
                <td key={value}>{placeText(value)}</td>
              ))}
            </tr>
            <tr>
              <th scope="row">Cards</th>
              {design.board.columns.map(({ value, cards }) => (
                <td key={value}>{cards}</td>
              ))}
            </tr>
          </tbody>
        </table>
      </TableFrame>
    </>
  );
}

function LanguageChoice({
  label,
  tags,
  value,
  onChange,
}: {
  readonly label: string;
  readonly tags: readonly string[];
  readonly value: string;
  readonly onChange: (tag: string) => void;
}) {
  const field = useId();
  return (
    <div className="field">
      <label htmlFor={field}>{label}</label>
      <select id={field} value={value} onChange={({ target }) => onChange(target.value)}>
        {tags.map((tag) => (
          <option key={tag}>{tag}</option>
        ))}
      </select>
    </div>
  );
}
