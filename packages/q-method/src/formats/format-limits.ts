/** How much a file may ask of the machine. Beyond a limit it is refused with a problem, never cut short. */
export const FORMAT_LIMITS = {
  /** Largest file: a thousand sorts of a hundred statements, with their comments, come to less than a tenth of it. */
  fileBytes: 16 * 1024 * 1024,
  /** Entries in the directory of a zip archive. */
  zipEntries: 1_000,
  /** All parts of a zip archive that are read, once inflated. */
  inflatedBytes: 64 * 1024 * 1024,
  /** Rows and columns of one worksheet or text file. */
  rows: 200_000,
  columns: 2_000,
} as const;
