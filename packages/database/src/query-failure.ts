/**
 * The engine refused or failed a statement. Keeps the SQL, which names tables and columns, and the engine's message as
 * `cause`; the message itself quotes no data, because an engine's message may contain a person's values.
 */
export class QueryFailure extends Error {
  override readonly name = "QueryFailure";
  readonly sql: string;

  constructor(sql: string, cause: unknown) {
    super(`the database could not run a statement that begins: ${firstLine(sql)}`, { cause });
    this.sql = sql;
  }

  /** True when the statement was stopped because the disk is full. */
  get diskIsFull(): boolean {
    return /no space left|disk full|ENOSPC|file too large/i.test(describe(this.cause));
  }

  /** True when the statement needed more memory than the study's storage allows. */
  get memoryIsFull(): boolean {
    return /out of memory|failed to allocate|memory limit/i.test(describe(this.cause));
  }
}

function firstLine(sql: string): string {
  const line = sql.trim().split("\n", 1)[0] ?? "";
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}

function describe(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
