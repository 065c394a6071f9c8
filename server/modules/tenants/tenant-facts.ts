import { eq, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenants } from "@/db/schema/tenants";
import { type Day, dayIn } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";

/** Where a tenant is, what it counts in, and what day it is there. */
export type TenantFacts = {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** ISO 4217: what its books are in. */
  currency: string;
  /** IANA. */
  timeZone: string;
  locale: string;
  /** Its calendar's day now. */
  today: Day;
};

type Row = Omit<TenantFacts, "today">;
/** By the transaction that asked: many parts of one verb do. */
const asked = new WeakMap<Tx, Promise<Row>>();

/** The one reader of the tenant's place, currency and calendar at the call's instant; asked once a transaction. */
export async function tenantFacts(ctx: Ctx, tx: Tx): Promise<TenantFacts> {
  const known = asked.get(tx) ?? read(ctx, tx);
  asked.set(tx, known);
  const row = await known;
  return { ...row, today: dayIn(row.timeZone, ctx.now) };
}

async function read(ctx: Ctx, tx: Tx): Promise<Row> {
  const { country, currency, timeZone, locale } = tenants;
  const [row] = await tx
    .select({ country, currency, timeZone, locale })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId));
  if (!row) throw new Error("a tenant without its row");
  return row;
}

/** The day in the tenant's calendar at the call's instant, for a statement to reckon with: saves asking beforehand. */
export const todayOf = (ctx: Ctx): SQL =>
  sql`(select (${ctx.now.toISOString()}::timestamptz at time zone f.time_zone)::date from tenants f where f.id = ${ctx.tenantId})`;
