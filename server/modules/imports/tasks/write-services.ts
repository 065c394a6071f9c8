import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { addMonths, type Day, monthDay } from "@/server/kernel/day";
import { foldText } from "@/server/kernel/fold-text";
import { newId } from "@/server/kernel/ids";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { placeHolds } from "@/server/modules/subscriptions/hold-services";
import { billDays } from "@/server/modules/subscriptions/rules/bill-days";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";
import type { ImportedRow } from "../rules/read-rows";
import type { Writer, Written } from "./import-tasks";

/**
 * Services of the old system → services that run: billed from the file's next day on, or from the next anchor day, so
 * that nothing that was billed there is billed again. One that was cut there is held for debt here.
 */
export const writeServices: Writer = async (ctx, tx, rows) => {
  const { today } = await tenantFacts(ctx, tx);
  const plans = await planRows(ctx, tx, [...new Set(rows.map(({ read }) => read.itemId ?? ""))]);
  const first = await takeServiceNumbers(ctx, tx);
  const leadDays = (await readSettings(ctx, tx, "billing")).data.prepaidLeadDays;
  const made = rows.map((row, at) =>
    toService(ctx, row, plans.get(row.read.itemId ?? ""), first + at, today, leadDays),
  );
  await insertServices(ctx, tx, made);
  for (const { id, number, customerId, itemId } of made)
    record(ctx, "service.created", {
      entity: { type: "service", id },
      payload: { number, customerId, itemId, origin: "import" },
    });
  const cut = made.filter(({ held }) => held).map(({ id }) => id);
  if (cut.length > 0)
    await placeHolds(ctx, tx, { serviceIds: cut, reason: "debt", note: "import" });
  return made.map(({ id, taskItemId, held }) => ({
    ...{ id: taskItemId, entityId: id },
    before: { at: ctx.now.toISOString(), held },
  }));
};

type Plan = {
  id: string;
  mode: "prepaid" | "postpaid";
  interval: number;
  anchor: number | null;
  unit: string | null;
  enforcement: string;
  integration: string | null;
  currency: string;
};

/** The chosen plans with what a service takes over from them. */
async function planRows(ctx: Ctx, tx: Tx, ids: readonly string[]): Promise<Map<string, Plan>> {
  const { rows } = await tx.execute<Plan>(sql`
    select i.id, i.billing_mode as mode, i.interval_months as interval, i.anchor_day as anchor,
      i.business_unit_id as unit, i.enforcement_kind as enforcement, i.integration_id as integration,
      coalesce((select b.currency from price_books b join prices p on p.tenant_id = b.tenant_id and p.price_book_id = b.id
        where b.tenant_id = i.tenant_id and p.item_id = i.id order by b.is_default desc limit 1), t.currency) as currency
    from catalog_items i join tenants t on t.id = i.tenant_id
    where i.tenant_id = ${ctx.tenantId} and i.id = any(${sql.param([...ids])}::uuid[])`);
  return new Map(rows.map((plan) => [plan.id, plan]));
}

/** One at a time: the numbers of services have no gap to keep, but none may be given twice. */
async function takeServiceNumbers(ctx: Ctx, tx: Tx): Promise<number> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('services ' || ${ctx.tenantId}, 0))`,
  );
  const { rows } = await tx.execute<{ last: number }>(
    sql`select coalesce(max(number), 0)::int as last from services where tenant_id = ${ctx.tenantId}`,
  );
  return (rows[0]?.last ?? 0) + 1;
}

function toService(
  ctx: Ctx,
  { item, read }: Written,
  plan: Plan | undefined,
  number: number,
  today: Day,
  leadDays: number,
) {
  if (!plan) throw new Error("a plan that was found is gone");
  const row = read.row as ImportedRow["services"];
  const startedOn = row.startedOn ?? today;
  const anchorDay = row.billDay ?? plan.anchor ?? Number((row.nextBillOn ?? startedOn).slice(8));
  const ended = row.state === "terminated";
  const next = row.nextBillOn ?? nextAnchor(startedOn > today ? startedOn : today, anchorDay);
  const rhythm = {
    billingMode: plan.mode,
    intervalMonths: plan.interval,
    anchorDay,
    leadDays,
    endsOn: null,
  };
  const days = ended ? { nextPeriodOn: null, nextBillOn: null } : billDays(next, rhythm);
  return {
    ...{
      id: newId(ctx.now.getTime()),
      taskItemId: item.id,
      number,
      customerId: read.customerId ?? "",
      itemId: plan.id,
    },
    ...{ label: row.label, ref: row.ref, ownPrice: row.price, startedOn, anchorDay, ...days },
    ...{ mode: plan.mode, interval: plan.interval, unit: plan.unit, currency: plan.currency },
    ...{
      enforcement: plan.enforcement,
      integration: plan.integration,
      endsOn: ended ? today : null,
    },
    state: ended ? "terminated" : "active",
    desired: ended ? "gone" : "on",
    // An odd first stretch or an own rhythm is not what the run may bill by SQL alone.
    plain:
      days.nextPeriodOn === null || days.nextPeriodOn === monthDay(days.nextPeriodOn, anchorDay),
    held: row.state === "suspended",
    searchText: foldText(`${number} ${row.label} ${row.ref}`),
  };
}

/** The first anchor day on or after a day. */
function nextAnchor(day: Day, anchorDay: number): Day {
  const own = monthDay(day, anchorDay);
  return own >= day ? own : addMonths(day, 1, anchorDay);
}

async function insertServices(
  ctx: Ctx,
  tx: Tx,
  made: readonly ReturnType<typeof toService>[],
): Promise<void> {
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const given = sql`jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as r (id uuid, number int, "customerId" uuid,
    "itemId" uuid, label text, ref text, "ownPrice" numeric, "startedOn" date, "anchorDay" int, "nextPeriodOn" date,
    "nextBillOn" date, mode text, interval int, unit uuid, currency text, enforcement text, integration uuid, "endsOn" date,
    state text, desired text, plain boolean, "searchText" text)`;
  await tx.execute(sql`
    insert into services (id, tenant_id, number, customer_id, item_id, label, business_unit_id, branch_id, state, desired,
      observed, enforcement_kind, integration_id, enforcement_ref, currency, billing_mode, interval_months, anchor_day,
      started_on, ends_on, next_period_on, next_bill_on, plain, search_text, created_at, updated_at)
    select r.id, ${ctx.tenantId}::uuid, r.number, c.id, r."itemId", r.label, coalesce(r.unit, c.business_unit_id), c.branch_id,
      r.state, r.desired, null, r.enforcement, r.integration, r.ref, r.currency, r.mode, r.interval, r."anchorDay",
      r."startedOn", r."endsOn", r."nextPeriodOn", r."nextBillOn", r.plain, r."searchText" || ' ' || c.search_text, ${now}, ${now}
    from ${given} join customers c on c.tenant_id = ${ctx.tenantId} and c.id = r."customerId"`);
  await tx.execute(sql`
    insert into service_terms (tenant_id, service_id, starts_on, item_id, own_price)
    select ${ctx.tenantId}::uuid, r.id, r."startedOn", r."itemId", r."ownPrice" from ${given}`);
}
