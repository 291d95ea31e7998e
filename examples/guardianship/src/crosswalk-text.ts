import type { DateStyle } from "./calendar.ts";
import { type ServiceKind, serviceKinds } from "./counts.ts";
import { csvRecord } from "./csv-text.ts";
import { columnIndex, type DeliveredSheet } from "./delivered.ts";
import { periodOfPath } from "./delivery-plan.ts";
import { type Column, sourceLabel } from "./forms.ts";
import { type FurtherFile, furtherLabel } from "./further-deliveries.ts";
import { nrmFiles } from "./nrm-extract.ts";

type Decision = readonly [
  variable: string,
  kind: string,
  delivery: string,
  sourceLabel: string,
  type: string,
  note: string,
  who: string,
  when: string,
];

const WHO = "A. Analyst";
const WHEN = "2024-05-14";

/** `records/crosswalk.csv`: one decision a variable and kind, and for dates one a folder, since their forms differ. */
export function crosswalkCsv(sheets: readonly DeliveredSheet[], further: readonly FurtherFile[]): string {
  const decisions = [
    ...serviceKinds.flatMap((kind) =>
      decisionsOf(
        kind,
        sheets.filter((sheet) => sheet.file.kind === kind),
      ),
    ),
    ...furtherDecisions(sheets, further),
    ...nrmDecisions(),
  ];
  const header = csvRecord(["variable", "kind", "delivery", "source_label", "type", "note", "who", "when"]);
  return `${[header, ...decisions.map((decision) => csvRecord(decision))].join("\n")}\n`;
}

function decisionsOf(kind: ServiceKind, sheets: readonly DeliveredSheet[]): Decision[] {
  const columns = sheets.flatMap((sheet) => sheet.columns);
  const variables = distinct(columns.flatMap(({ variable }) => (variable === null ? [] : [variable])));
  const mapped = variables.flatMap((variable) => {
    if (sheets.some((sheet) => variable in sheet.plan.dates)) return dateDecisions(kind, variable, sheets);
    const labels = labelsOf(columns.filter((column) => column.variable === variable && !column.coalesce));
    const seconds = labelsOf(columns.filter((column) => column.variable === variable && column.coalesce));
    return [
      decision(variable, kind, "*", labels, "", noteFor(variable, labels)),
      ...(seconds.length === 0
        ? []
        : [decision(variable, kind, "*", seconds, "coalesce", "Filled in where the list had no fitting nationality")]),
    ];
  });
  const ignored = labelsOf(columns.filter((column) => column.variable === null));
  return [...mapped, ...ignored.map((label) => decision("", kind, "*", [label], "ignore", ignoredBecause(label)))];
}

/** The order in which forms are tried; a form that only looks like another comes after it. */
const formOrder: readonly DateStyle[] = [
  "dd/mm/yyyy",
  "dd-mm-yyyy",
  "dd.mm.yyyy",
  "yyyy-mm-dd",
  "d mmm yyyy",
  "dd/mm/yy",
  "mmm-yy",
  "mmm yy",
  "mmmm yyyy",
  "mm/yyyy",
  "yyyy-mm",
  "serial",
];

function dateDecisions(kind: ServiceKind, variable: string, sheets: readonly DeliveredSheet[]): Decision[] {
  const folders = distinct(sheets.map(({ file }) => `${periodOfPath(file.path)}/${file.group}`));
  return folders.flatMap((folder) => {
    const ofFolder = sheets.filter(({ file }) => file.path.startsWith(`${folder}/`));
    const used = new Set(ofFolder.flatMap((sheet) => [...(sheet.stylesUsed.get(variable) ?? [])]));
    const formats = formOrder.filter((form) => used.has(form));
    const columns = ofFolder.flatMap((sheet) => {
      const column = sheet.columns[columnIndex(sheet, variable)];
      return column === undefined ? [] : [column];
    });
    if (columns.length === 0) return [];
    const labels = labelsOf(columns);
    return [decision(variable, kind, `${folder}/**`, labels, `date ${formats.join("; ")}`, noteFor(variable, labels))];
  });
}

function furtherDecisions(sheets: readonly DeliveredSheet[], further: readonly FurtherFile[]): Decision[] {
  if (further.length === 0) return [];
  return serviceKinds.flatMap((kind) => {
    const ofKind = sheets.filter((sheet) => sheet.file.kind === kind);
    const variables = distinct(ofKind.flatMap((s) => s.columns.flatMap(({ variable }) => variable ?? [])));
    const folders = distinct(ofKind.map(({ file }) => `${periodOfPath(file.path)}/${file.group}`));
    return variables.flatMap((variable) => {
      const labels = [furtherLabel(variable)];
      const note = "Clean copies for measuring speed";
      if (!ofKind.some((sheet) => variable in sheet.plan.dates))
        return [decision(variable, kind, "**/further*", labels, "", note)];
      const formats = variable === "month" ? "date yyyy-mm" : "date yyyy-mm-dd; yyyy-mm";
      return folders.map((folder) => decision(variable, kind, `${folder}/further*`, labels, formats, note));
    });
  });
}

function nrmDecisions(): Decision[] {
  const variables = nrmFiles[0].labels.map(([variable]) => variable);
  return variables.flatMap((variable) => {
    const note = "As published with the extract";
    if (variable !== "referral_date") {
      const labels = distinct(
        nrmFiles.flatMap((file) => file.labels.flatMap(([name, label]) => (name === variable ? [label] : []))),
      );
      return [decision(variable, "nrm", "nrm/*", labels, "", note)];
    }
    return nrmFiles.map((file) =>
      decision(variable, "nrm", file.path, [file.labels[0][1]], `date ${file.style}`, note),
    );
  });
}

function decision(
  variable: string,
  kind: string,
  delivery: string,
  labels: readonly string[],
  type: string,
  note: string,
): Decision {
  return [variable, kind, delivery, labels.join("|"), type, note, WHO, WHEN];
}

/** Labels that differ in more than case and spaces, in order of first appearance. */
function labelsOf(columns: readonly Column[]): string[] {
  const labels = new Map<string, string>();
  for (const column of columns) {
    const label = sourceLabel(column);
    const key = label.replace(/\s/gu, "").toLowerCase();
    if (!labels.has(key)) labels.set(key, label);
  }
  return [...labels.values()];
}

function noteFor(variable: string, labels: readonly string[]): string {
  const notes: string[] = [];
  if (labels.some((label) => /[a-z][0-9]$/.test(label))) notes.push("the digit is a footnote mark glued to the label");
  if (labels.some((label) => label.includes("Advocate") || label.includes("ICTA"))) {
    notes.push("Advocates (ICTA) became Guardians (ICTG) in July 2019");
  }
  if (variable === "criminal_justice_status" && labels.length > 1) notes.push("the same list of answers throughout");
  const text = notes.join("; ");
  if (text === "") return labels.length > 1 ? "Same question, other words" : "As labelled";
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function ignoredBecause(label: string): string {
  switch (label) {
    case "Record ID":
      return "The system's own number; not the same in two extracts";
    case "Form version":
      return "About the form, not the young person";
    default:
      return "A mark of the service's own checking";
  }
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
