import { type SQL, sql } from "drizzle-orm";

/**
 * `column ${oneOf(ids)}`: equality where there is one id, which is nearly always, since the database plans that once;
 * with an array it looks each time at how long it is.
 */
export function oneOf(ids: readonly string[]): SQL {
  return ids.length === 1 ? sql`= ${ids[0]}::uuid` : sql`= any(${sql.param([...ids])}::uuid[])`;
}
