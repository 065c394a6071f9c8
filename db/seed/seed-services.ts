import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { addDays, addMonths, type Day, dayIn, monthDay } from "@/server/kernel/day";
import { foldText } from "@/server/kernel/fold-text";
import { billDays } from "@/server/modules/subscriptions/rules/bill-days";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { DEMO_CATALOG } from "./demo-catalog";
import { draw } from "./draw";
import { seedId } from "./seed-id";

type Customer = {
  id: string;
  kind: "person" | "company";
  status: string;
  city: string;
  createdAt: Date;
};
type Item = {
  id: string;
  code: string;
  mode: "prepaid" | "postpaid";
  interval: number;
  unit: string | null;
  enforcement: string;
  commitment: number;
  currency: string;
  book: string | null;
};

/** Days of the month on which demo companies bill. */
export const ANCHOR_DAYS = [1, 15] as const;

/** A service for every customer who is or was one, begun soon after they came; in one statement, with their facts. */
export async function seedServices(owner: Ctx, slug: string, timeZone: string): Promise<void> {
  const { tenantId } = owner;
  const today = dayIn(timeZone, owner.now);
  await inTenant(owner, async (tx) => {
    const { rows: there } = await tx.execute(
      sql`select 1 from services where tenant_id = ${tenantId} limit 1`,
    );
    if (there.length > 0) return;
    const items = await readItems(owner, tx);
    const customers = await readCustomers(owner, tx);
    const rows = customers
      .filter(({ status }) => status !== "lead")
      .flatMap((customer) => serviceOf(slug, customer, items, timeZone, today))
      .map((row, place) => ({
        ...row,
        ...{ number: place + 1, searchText: foldText(`${place + 1} ${row.label} ${row.ref}`) },
      }));
    await insertServices(owner, tx, rows);
    for (const { id, number, customerId, itemId } of rows)
      record(owner, "service.created", {
        entity: { type: "service", id },
        payload: { number, customerId, itemId, origin: "seed" },
      });
  });
}

async function readItems(owner: Ctx, tx: Tx): Promise<Map<string, Item>> {
  const { rows } = await tx.execute<Item>(sql`
    select i.id, i.code, i.billing_mode as mode, i.interval_months as interval, i.business_unit_id as unit,
      i.enforcement_kind as enforcement, i.commitment_months as commitment, b.currency,
      case when b.is_default then null else b.id end as book
    from catalog_items i join prices p on p.tenant_id = i.tenant_id and p.item_id = i.id
    join price_books b on b.tenant_id = p.tenant_id and b.id = p.price_book_id
    where i.tenant_id = ${owner.tenantId} and i.kind = 'subscription'`);
  return new Map(rows.map((item) => [item.code, item]));
}

async function readCustomers(owner: Ctx, tx: Tx): Promise<Customer[]> {
  const { rows } = await tx.execute<Omit<Customer, "createdAt"> & { at: string }>(sql`
    select id, kind, status, city, created_at::text as at from customers
    where tenant_id = ${owner.tenantId} and archived_at is null order by created_at, id`);
  return rows.map(({ at, ...row }) => ({ ...row, createdAt: new Date(at) }));
}

/** One service a customer, two for some firms. */
function serviceOf(
  slug: string,
  customer: Customer,
  items: Map<string, Item>,
  timeZone: string,
  today: Day,
) {
  const chosen = chooseItem(slug, customer, items, "first");
  const more = customer.kind === "company" && draw(customer.id, "second", 100) < 25;
  const both = [chosen, more ? chooseItem(slug, customer, items, "second") : undefined];
  return both.flatMap((item, place) =>
    item ? [toService(customer, item, place, timeZone, today)] : [],
  );
}

function chooseItem(
  slug: string,
  { id, kind }: Customer,
  items: Map<string, Item>,
  question: string,
) {
  const suitable = (DEMO_CATALOG[slug] ?? []).filter(
    ({ share, suits }) => share !== undefined && (suits === "both" || suits === kind),
  );
  let left = draw(id, `item:${question}`, 100);
  for (const { code, share = 0 } of suitable) {
    left -= share;
    if (left < 0) return items.get(code);
  }
  return undefined;
}

function toService(customer: Customer, item: Item, place: number, timeZone: string, today: Day) {
  const { id: customerId, createdAt, status, city } = customer;
  const came = dayIn(timeZone, createdAt);
  const startedOn = addDays(came, 1 + draw(customerId, "install", 6));
  const begins = startedOn > today ? today : startedOn;
  const anchorDay = ANCHOR_DAYS[draw(customerId, "anchor", 10) < 6 ? 0 : 1];
  const former = status === "former";
  const left = Math.max(40, Math.round(draw(customerId, "stayed", 300)));
  const ended = former ? earlier(addDays(begins, left), today) : null;
  const rhythm = {
    ...{
      billingMode: item.mode,
      intervalMonths: item.interval,
      anchorDay,
      leadDays: 0,
      endsOn: ended,
    },
  };
  const days = billDays(begins, rhythm);
  return {
    ...{ id: seedId(`service:${customerId}:${place}`), customerId, itemId: item.id, label: city },
    ...{
      unit: item.unit,
      mode: item.mode,
      interval: item.interval,
      currency: item.currency,
      book: item.book,
    },
    ...{ startedOn: begins, endsOn: ended, anchorDay, ...days, enforcement: item.enforcement },
    ...{
      state: former ? "terminated" : "active",
      desired: former ? "gone" : "on",
      observed: former ? "gone" : "on",
    },
    ref: item.enforcement === "none" ? "" : `${item.code.toLowerCase()}-${customerId.slice(0, 6)}`,
    commitmentEndsOn:
      item.commitment > 0 ? addMonths(begins, item.commitment, Number(begins.slice(8))) : null,
    plain: ended === null && begins === monthDay(begins, anchorDay),
    createdAt: createdAt.toISOString(),
  };
}

const earlier = (one: Day, other: Day): Day => (one < other ? one : other);

async function insertServices(
  owner: Ctx,
  tx: Tx,
  rows: readonly (ReturnType<typeof toService> & { number: number; searchText: string })[],
): Promise<void> {
  const { tenantId } = owner;
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, number int, "customerId" uuid, "itemId" uuid,
    label text, unit uuid, mode text, interval int, currency text, book uuid, "startedOn" date, "endsOn" date, "anchorDay" int,
    "nextPeriodOn" date, "nextBillOn" date, enforcement text, state text, desired text, observed text, ref text,
    "commitmentEndsOn" date, plain boolean, "createdAt" timestamptz, "searchText" text)`;
  await tx.execute(sql`
    insert into services (id, tenant_id, number, customer_id, item_id, label, business_unit_id, branch_id, state, desired, observed,
      observed_at, enforcement_kind, enforcement_ref, currency, price_book_id, billing_mode, interval_months, anchor_day, started_on,
      ends_on, commitment_ends_on, next_period_on, next_bill_on, plain, search_text, created_at, updated_at, terminated_at,
      termination_reason)
    select r.id, ${tenantId}::uuid, r.number, c.id, r."itemId", r.label, coalesce(r.unit, c.business_unit_id), c.branch_id, r.state,
      r.desired, r.observed, r."createdAt", r.enforcement, r.ref, r.currency, r.book, r.mode, r.interval, r."anchorDay", r."startedOn",
      r."endsOn", r."commitmentEndsOn", r."nextPeriodOn", r."nextBillOn", r.plain, r."searchText" || ' ' || c.search_text,
      r."createdAt", r."createdAt", r."endsOn", case when r."endsOn" is null then '' else 'Se mudó' end
    from ${given} join customers c on c.tenant_id = ${tenantId} and c.id = r."customerId"`);
  await tx.execute(sql`
    insert into service_terms (id, tenant_id, service_id, starts_on, item_id, created_at)
    select uuidv7(), ${tenantId}::uuid, r.id, r."startedOn", r."itemId", r."createdAt" from ${given}`);
}
