/** The engine that keeps the journal could not do what was asked: the disk, the file or the connection. Shows no data. */
export class StoreFailure extends Error {
  override readonly name = "StoreFailure";
  readonly reason: "disk-full" | "damaged" | "unreachable" | "other";

  constructor(reason: StoreFailure["reason"], cause: unknown) {
    super(messages[reason], { cause });
    this.reason = reason;
  }
}

const messages = {
  "disk-full": "the journal could not be written: the disk is full",
  damaged: "the file of the journal is damaged",
  unreachable: "the database of the journal cannot be reached",
  other: "the journal could not be read or written",
} as const;

/** What an error of SQLite or PostgreSQL means for the journal. */
export function storeFailure(cause: unknown): StoreFailure {
  if (cause instanceof StoreFailure) return cause;
  return new StoreFailure(reasonOf(codeOf(cause)), cause);
}

export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function reasonOf(code: string): StoreFailure["reason"] {
  // SQLite says SQLITE_IOERR_WRITE where a limit or quota ends a write, and SQLITE_FULL where the disk does.
  if (
    ["SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE", "ENOSPC", "EDQUOT", "EFBIG", "53100"].includes(code)
  )
    return "disk-full";
  if (/^SQLITE_(?:CORRUPT|NOTADB|IOERR)/u.test(code) || code.startsWith("XX")) return "damaged";
  // Class 08 is connections, 57P a server that ends or begins (PostgreSQL, appendix A).
  if (/^(?:08|57P|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|ENOENT)/u.test(code)) return "unreachable";
  return "other";
}
