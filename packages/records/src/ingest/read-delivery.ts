import { type FileHandle, open } from "node:fs/promises";
import { basename, isAbsolute } from "node:path";
import type { Place, Problem } from "@plait/study";
import { type FileKind, type HeadKind, headKind, unsupportedKind } from "./file-kind.ts";
import type { HeaderOverride } from "./header-choice.ts";
import { DEFAULT_LIMITS, type IngestLimits } from "./ingest-limits.ts";
import type { SheetRead } from "./sheet-read.ts";
import { isDiskError, isReadError, storageProblem } from "./storage-failure.ts";
import { readTextDelivery } from "./text-delivery.ts";
import { emptyFile } from "./text-problems.ts";
import { readWorkbookDelivery } from "./workbook-delivery.ts";
import { damagedWorkbook, encryptedWorkbook, notAWorkbook, oversizedWorkbook } from "./workbook-problems.ts";
import type { WorkbookKind } from "./workbook-task.ts";
import { readZipDirectory, type ZipEntry } from "./zip-directory.ts";

export interface DeliveryRequest {
  /** Absolute path. */
  readonly file: string;
  /** The path shown to people, relative to the study folder. */
  readonly name: string;
  /** An existing, private, empty folder for the plain cells; whoever made it removes it. */
  readonly scratch: string;
  readonly overrides: readonly HeaderOverride[];
  readonly limits?: Partial<IngestLimits>;
  readonly signal?: AbortSignal;
}

export interface DeliveryRead {
  readonly fileKind: FileKind | null;
  readonly sheets: readonly SheetRead[];
  /** Sheets that an override says to leave out. */
  readonly skipped: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Reads one delivery file into plain cells: every sheet with its header, its data rows as text in displayed and
 * underlying form, and every row that is not data with the reason. The kind is told from the bytes, never the name.
 *
 * All that is wrong with the file comes back as problems; an error among them means that what it names was not read.
 * Throws `RangeError` for a path that is not absolute and the signal's reason when it aborts; then, as after an error,
 * nothing of the file is left in `scratch`.
 */
export async function readDelivery(request: DeliveryRequest): Promise<DeliveryRead> {
  if (!isAbsolute(request.file)) throw new RangeError(`file: expected an absolute path, got "${request.file}"`);
  const place: Place = { file: request.name };
  const limits = { ...DEFAULT_LIMITS, ...request.limits };
  request.signal?.throwIfAborted();
  const opened = await openFile(request.file, place);
  if (opened.kind === "problem") return unread(null, opened.problem);
  try {
    const head = await readHead(opened.file);
    const kind = headKind(head);
    const wrongName = kindProblem(kind, request.name, place);
    const result = await readKind(kind, head, opened.file, { ...request, limits }, place);
    return { ...result, problems: [...wrongName, ...result.problems] };
  } catch (error) {
    request.signal?.throwIfAborted();
    if (isReadError(error)) return unread(null, unreadableFile(place, error.code));
    if (isDiskError(error)) return unread(null, storageProblem(place, error.code));
    throw error;
  } finally {
    await opened.file.close();
  }
}

type LimitedRequest = DeliveryRequest & { readonly limits: IngestLimits };

async function readKind(
  kind: HeadKind,
  head: Uint8Array,
  file: FileHandle,
  request: LimitedRequest,
  place: Place,
): Promise<DeliveryRead> {
  switch (kind) {
    case "text":
    case "empty":
      return readText(kind, request, place);
    case "zip":
      return readPackage(file, request, place);
    case "xls":
    case "old-xls":
    case "excel-2003-xml":
    case "html":
      return readWorkbook(kind, [], file, request, place);
    case "unsupported":
      return unread("unsupported", notAWorkbook(place, unsupportedKind(head)));
  }
}

async function readText(kind: "text" | "empty", request: LimitedRequest, place: Place): Promise<DeliveryRead> {
  if (kind === "empty") return unread("empty", emptyFile(place));
  if (request.overrides.some((each) => each.sheet === undefined && each.skip === true)) {
    return { fileKind: "text", sheets: [], skipped: [""], problems: [] };
  }
  const { sheets, problems } = await readTextDelivery(request);
  return { fileKind: "text", sheets, skipped: [], problems };
}

const UNPACKED_FREELY = 64 * 1024 * 1024;

/** A zip package: its directory says what it is and how large it will be before anything is inflated. */
async function readPackage(file: FileHandle, request: LimitedRequest, place: Place): Promise<DeliveryRead> {
  const { limits } = request;
  const { size } = await file.stat();
  const directory = await readZipDirectory(file, size, limits.zipEntries);
  switch (directory.kind) {
    case "damaged":
      return unread("xlsx", damagedWorkbook(place, `it is a zip archive whose ${directory.reason}`));
    case "too-many-entries":
      return unread("xlsx", oversizedWorkbook(place, `it holds ${directory.entries} parts`));
    case "read":
      break;
  }
  const { entries } = directory;
  const kind = packageKind(entries);
  if (kind === "ods" || kind === "unsupported") {
    const what = kind === "ods" ? "an OpenDocument spreadsheet" : "a zip archive without a workbook";
    return unread(kind, notAWorkbook(place, what));
  }
  const excess = excessOf(entries, size, limits);
  if (excess !== undefined) return unread(kind, oversizedWorkbook(place, excess));
  if (entries.some((entry) => entry.encrypted)) return unread(kind, encryptedWorkbook(place));
  return readWorkbook(kind, entries, file, request, place);
}

function packageKind(entries: readonly ZipEntry[]): "xlsx" | "xlsb" | "ods" | "unsupported" {
  const names = new Set(entries.map((entry) => entry.name.toLowerCase()));
  if (names.has("xl/workbook.bin")) return "xlsb";
  if (names.has("xl/workbook.xml") || [...names].some((name) => /(?:^|\/)workbook\d*\.xml$/.test(name))) return "xlsx";
  return names.has("mimetype") && names.has("content.xml") ? "ods" : "unsupported";
}

function excessOf(entries: readonly ZipEntry[], size: number, limits: IngestLimits): string | undefined {
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  const largest = entries.reduce((most, entry) => Math.max(most, entry.bytes), 0);
  if (largest > limits.partBytes) return `one of its parts unpacks to ${megabytes(largest)}`;
  if (bytes > limits.inflatedBytes) return `it unpacks to ${megabytes(bytes)}`;
  const ratio = bytes / Math.max(1, size);
  if (bytes > UNPACKED_FREELY && ratio > limits.inflationRatio) {
    return `it unpacks to ${megabytes(bytes)}, ${Math.round(ratio)} times its size`;
  }
  return undefined;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

async function readWorkbook(
  kind: WorkbookKind,
  entries: readonly ZipEntry[],
  file: FileHandle,
  request: LimitedRequest,
  place: Place,
): Promise<DeliveryRead> {
  const { size } = await file.stat();
  if (size > request.limits.workbookBytes) {
    const what = `it has ${megabytes(size)}, and Plait opens workbooks of up to ${megabytes(request.limits.workbookBytes)}`;
    return unread(kind, oversizedWorkbook(place, what));
  }
  const { file: path, name, scratch, overrides, limits } = request;
  const task = { file: path, name, scratch, kind, entries, overrides, limits };
  const { sheets, skipped, problems } = await readWorkbookDelivery(task, request.signal);
  return { fileKind: kind, sheets, skipped, problems };
}

function unread(fileKind: FileKind | null, problem: Problem): DeliveryRead {
  return { fileKind, sheets: [], skipped: [], problems: [problem] };
}

const HEAD = 4096;

async function readHead(file: FileHandle): Promise<Uint8Array> {
  const buffer = Buffer.alloc(HEAD);
  const { bytesRead } = await file.read(buffer, 0, HEAD, 0);
  return buffer.subarray(0, bytesRead);
}

async function openFile(
  path: string,
  place: Place,
): Promise<{ kind: "open"; file: FileHandle } | { kind: "problem"; problem: Problem }> {
  try {
    const file = await open(path, "r");
    if ((await file.stat()).isFile()) return { kind: "open", file };
    await file.close();
    return { kind: "problem", problem: unreadableFile(place, "it is not a file") };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const isMissing = code === "ENOENT" || code === "ENOTDIR";
    return { kind: "problem", problem: isMissing ? missingFile(place) : unreadableFile(place, String(code)) };
  }
}

function missingFile(place: Place): Problem {
  return {
    severity: "error",
    code: "missing-file",
    place,
    message: "The file is not there.",
    remedy: "Put it back, or build again if it was moved on purpose.",
  };
}

function unreadableFile(place: Place, reason: string): Problem {
  return {
    severity: "error",
    code: "unreadable-file",
    place,
    message: `The file cannot be opened (${reason}).`,
    remedy: "See that you may read it, and that no other program or synchronisation service holds it.",
  };
}

/** What a name promises by its ending, where the bytes are something else. Everything is read all the same. */
function kindProblem(kind: HeadKind, name: string, place: Place): Problem[] {
  const ending = /\.(\w+)$/.exec(basename(name))?.[1]?.toLowerCase();
  const isExcelName = ending === "xls" || ending === "xlsx" || ending === "xlsm" || ending === "xlsb";
  const really =
    kind === "html"
      ? "a web page"
      : kind === "excel-2003-xml"
        ? "Excel 2003 XML"
        : kind === "text"
          ? "delimited text"
          : undefined;
  const isTextName = ending === "csv" || ending === "tsv" || ending === "txt";
  const isWorkbook =
    kind === "zip" || kind === "xls" || kind === "old-xls" || kind === "html" || kind === "excel-2003-xml";
  const found = isExcelName ? really : isTextName && isWorkbook ? (really ?? "a workbook") : undefined;
  if (found === undefined) return [];
  return [
    {
      severity: "warning",
      code: "kind-differs-from-name",
      place,
      message: `By its name the file is .${ending}, by its content it is ${found}. It was read as ${found}.`,
      remedy:
        kind === "html"
          ? "Compare a few cells with the source: a web page holds only what was displayed. Better ask for a real workbook or a CSV file."
          : "Nothing need be done if the cells look right. Better ask the supplier for a file of the kind its name says.",
    },
  ];
}
