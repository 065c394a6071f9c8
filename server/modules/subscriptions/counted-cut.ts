import { sql } from "drizzle-orm";
import { UNCAPPED_REASONS } from "./rules/cut-cap";

/** Cuts `c` that count towards a router's cap: of the last hour (by their ids, which say when), approved by nobody. */
export const countedCut = sql`c.desired in ('off', 'gone') and c.approved_at is null and c.status <> 'superseded'
  and not c.reason = any(${sql.param([...UNCAPPED_REASONS])}::text[])
  and c.id >= (select uuidv7(interval '-1 hour'))`;
