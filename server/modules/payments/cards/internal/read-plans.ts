import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { dayIn } from "@/server/kernel/day";
import { readSettings } from "@/server/modules/tenants/get-settings";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { agreedDays } from "../rules/mandate-words";
import { type NextTry, nextTry, type Try } from "../rules/next-try";

type Row = {
  autopayId: string;
  methodId: string;
  customerId: string;
  invoiceId: string;
  number: string;
  dueOn: string;
  currency: string;
  openMinor: number;
  limitMinor: number | null;
  agreedAt: string;
  version: string | null;
  promised: boolean;
  busy: boolean;
  tries: { number: number; at: string; status: string; reason: string }[];
};

/** An open invoice of a customer with automatic payment, and when it is charged. */
export type Plan = Pick<
  Row,
  | "autopayId"
  | "methodId"
  | "customerId"
  | "invoiceId"
  | "number"
  | "dueOn"
  | "currency"
  | "openMinor"
  | "limitMinor"
> & { next: NextTry };

/** How many are read at once; who wants more goes on after the last. */
export const MOST_PLANS = 500;

/**
 * What automatic payment looks after, `which` narrowing it, the oldest due first: issued, open, not disputed, of customers
 * whose card can be charged.
 */
export async function readPlans(ctx: Ctx, tx: Tx, which: SQL): Promise<Plan[]> {
  const { timeZone } = await tenantFacts(ctx, tx);
  const { data: policy } = await readSettings(ctx, tx, "autopay");
  const { rows } = await tx.execute<Row>(sql`
    select a.id as "autopayId", a.method_id as "methodId", a.customer_id as "customerId", i.id as "invoiceId",
      i.full_number as number, i.due_on::text as "dueOn", i.currency, i.open_minor::float8 as "openMinor",
      a.limit_minor::float8 as "limitMinor", a.created_at::text as "agreedAt", a.mandate ->> 'version' as version,
      exists (select from payment_promises p where p.tenant_id = a.tenant_id and p.customer_id = a.customer_id
        and p.status = 'open') as promised,
      ${busy(ctx)} as busy,
      (select coalesce(jsonb_agg(jsonb_build_object('number', t.try_number, 'at', t.created_at, 'status', t.status,
        'reason', t.reason) order by t.try_number), '[]') from payment_attempts t
        where t.tenant_id = i.tenant_id and t.autopay_invoice_id = i.id) as tries
    from autopays a
    join payment_methods m on m.tenant_id = a.tenant_id and m.id = a.method_id and m.customer_id = a.customer_id
      and m.status = 'active'
    join invoices i on i.tenant_id = a.tenant_id and i.customer_id = a.customer_id
      and i.document_status = 'finalized' and i.open_minor > 0 and i.disputed_at is null
    where a.tenant_id = ${ctx.tenantId} and a.ended_at is null and ${which}
    order by i.due_on, i.id limit ${MOST_PLANS}`);
  return rows.map((row) => toPlan(row, policy, (at) => dayIn(timeZone, new Date(at))));
}

/** Somebody pays it this moment, or may: a page is open, a voucher waits, a charge is not answered for. */
const busy = (
  ctx: Ctx,
): SQL => sql`exists (select from payment_attempts o where o.tenant_id = i.tenant_id
  and o.customer_id = i.customer_id and o.invoice_ids @> jsonb_build_array(i.id)
  and ((o.status in ('created', 'pending', 'unknown') and o.ask_at is not null) or (o.status = 'rejected'
    and o.method_id is null and o.expires_at > ${ctx.now.toISOString()}::timestamptz)))`;

function toPlan(
  { agreedAt, version, promised, busy: isBusy, tries, ...row }: Row,
  policy: Parameters<typeof nextTry>[1],
  dayOf: (at: string) => string,
): Plan {
  const since = Date.parse(agreedAt);
  const known = tries.map(({ at, ...one }): Try => ({
    ...one,
    onDay: dayOf(at),
    current: Date.parse(at) >= since,
  }));
  const { dueOn, openMinor, limitMinor } = row;
  const next = nextTry(
    {
      ...{ dueOn, openMinor, limitMinor, promised, busy: isBusy, tries: known },
      ...{ agreedOn: dayOf(agreedAt), agreedDays: agreedDays(version ?? "") },
    },
    policy,
  );
  return { ...row, next };
}
