/** How much a single delivery may ask of the machine. Beyond a limit the file is refused with a problem, never cut short. */
export interface IngestLimits {
  /** Largest workbook file. Text files have no such limit: they are never held in memory. */
  readonly workbookBytes: number;
  /** Largest part of a workbook once inflated; a longer one cannot be held as one string by the engine. */
  readonly partBytes: number;
  /** All parts of a workbook together, once inflated. */
  readonly inflatedBytes: number;
  /** Inflated size over packed size, for packages that inflate to more than 64 MiB. */
  readonly inflationRatio: number;
  /** Entries in a workbook's zip directory. */
  readonly zipEntries: number;
  /** Heap of the process that reads a workbook. */
  readonly heapMegabytes: number;
  /** All memory of the process that reads a workbook. */
  readonly residentMegabytes: number;
  /** Time the process that reads a workbook may take. */
  readonly milliseconds: number;
  /** Rows of one worksheet. */
  readonly rows: number;
  /** Columns of one sheet, from the first to the last that holds anything. */
  readonly columns: number;
  /** Bytes of plain cells one worksheet may turn into. */
  readonly cellBytes: number;
}

const MEBI = 1024 * 1024;

/** Enough for a full worksheet of 100 columns of short values on a machine with 8 GB. */
export const DEFAULT_LIMITS: IngestLimits = {
  workbookBytes: 256 * MEBI,
  partBytes: 500 * MEBI,
  inflatedBytes: 1024 * MEBI,
  inflationRatio: 250,
  zipEntries: 10_000,
  heapMegabytes: 3_072,
  residentMegabytes: 4_608,
  milliseconds: 240_000,
  rows: 1_048_576,
  columns: 2_000,
  cellBytes: 4_096 * MEBI,
};
