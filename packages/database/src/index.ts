export {
  type Database,
  type DatabaseOptions,
  openDatabase,
  type Query,
  type Storage,
  sql,
  type TextColumn,
} from "./open-database.ts";
export * from "./primitives.ts";
export { QueryFailure } from "./query-failure.ts";
