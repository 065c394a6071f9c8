import { sql } from "drizzle-orm";
import { bigint, date, timestamp, uuid } from "drizzle-orm/pg-core";

/** The two columns every tenant table starts with; `id` is a uuidv7, so that keys arrive in order. */
export const tenantColumns = () => ({
  id: uuid("id")
    .notNull()
    .default(sql`uuidv7()`),
  tenantId: uuid("tenant_id").notNull(),
});

/** Primary key of a global table (one that stands on the allow-list of `server/laws`). */
export const globalId = () =>
  uuid("id")
    .primaryKey()
    .default(sql`uuidv7()`);

/** An instant; business days are `date` columns in the tenant's zone, never instants. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** When the row came to be. */
export const createdAt = () => instant("created_at").notNull().defaultNow();

/** A day in the tenant's zone, `YYYY-MM-DD`. */
export const day = (name: string) => date(name, { mode: "string" });

/** Minor units of the row's currency. */
export const minor = (name: string) => bigint(name, { mode: "number" });
