import type { QFactor } from "@plait/q-method";
import { TableFrame } from "../table-frame.tsx";
import type { SortsReply } from "./analysis-of-sorts.ts";
import { placeText } from "./numbers.ts";

/** A factor's array laid out as a board: a table with a column for each value, lowest first. */
export function BoardFigure({
  factor,
  reply,
  language,
}: {
  readonly factor: QFactor;
  readonly reply: SortsReply;
  readonly language: string;
}) {
  const { view } = factor;
  if (view.kind !== "estimated") return <p>{view.reason}</p>;
  if (view.array.kind !== "estimated") return <p>{view.array.reason}</p>;
  const { places } = view.array;
  const columns = reply.board.columns.map(({ value }) => ({
    value,
    cards: Array.from(view.ranking).flatMap((at) => (places[at] === value ? (reply.statements[at] ?? []) : [])),
  }));
  return (
    <TableFrame label={`Board of ${factor.name}`}>
      <table className="board">
        <caption>{factor.name}: how its sorters would lay the cards</caption>
        <thead>
          <tr>
            {columns.map(({ value }) => (
              <th key={value} scope="col">
                {placeText(value)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {columns.map(({ value, cards }) => (
              <td key={value}>
                <ul>
                  {cards.map(({ id, number, texts }) => (
                    <li key={id}>
                      <span className="number">{number}</span> {texts[language] ?? id}
                    </li>
                  ))}
                </ul>
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </TableFrame>
  );
}
