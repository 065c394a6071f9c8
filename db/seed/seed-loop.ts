import { sql } from "drizzle-orm";
import { addDays, type Day, dayIn } from "@/server/kernel/day";
import { draftInvoice } from "@/server/modules/billing/draft-invoice";
import { createPolicy } from "@/server/modules/billing/dunning/create-policy";
import { assignPolicy } from "@/server/modules/billing/dunning/assign-policy";
import { markOverdue } from "@/server/modules/billing/dunning/internal/mark-overdue";
import { listPolicies } from "@/server/modules/billing/dunning/list-policies";
import { issueInvoice } from "@/server/modules/billing/issue-invoice";
import { createTag } from "@/server/modules/crm/create-tag";
import { listTags } from "@/server/modules/crm/list-tags";
import { setTags } from "@/server/modules/crm/set-tags";
import { updateCustomer } from "@/server/modules/crm/update-customer";
import { placeHolds } from "@/server/modules/subscriptions/hold-services";
import { getSettings } from "@/server/modules/tenants/get-settings";
import { updateSettings } from "@/server/modules/tenants/update-settings";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { drain } from "./seed-network";

/** What people find them by: a tag on the customers, a ladder that says and cuts at any hour of any day. */
const TAG = "Práctica";
const LADDER = "Práctica: avisa y corta al momento";
const STEPS = [
  { key: "aviso", kind: "reminder" as const, offsetDays: 1 },
  { key: "corte", kind: "cut" as const, offsetDays: 1 },
];
/** On each router, or by hand where there is none: so many who owe, of whom the last are cut. */
const EACH = 8;
const CUT = 2;
/** Of each router's, the one whose number the practice phone does not know (`standins/whatsapp/phones.ts`): mail reaches them. */
const NO_WHATSAPP = 3;
const DUE_DAYS = 9;
/** Who is cut has owed for longer; of the others some have heard one word less. */
const OWED_DAYS = { cut: 16, told: 5, quiet: 2 };
const WHAT = "Router Wi-Fi 6, segunda cuota";

type Walker = {
  id: string;
  serviceId: string;
  routerId: string | null;
  place: number;
  phone: string;
};

/**
 * FibraNet's customers to practise on: overdue, at each step of the ladder, their rows on the practice routers as their
 * services say, so that the whole way from a reminder to a proven reconnection is walked by hand in minutes, at any hour.
 */
export async function seedLoop(owner: Ctx, timeZone: string): Promise<void> {
  await speakAtAnyHour(owner);
  const tag = (await listTags(owner)).find(({ name }) => name === TAG);
  const tagId = tag?.id ?? (await createTag(owner, { name: TAG, tone: "info" })).id;
  const ladder = (await listPolicies(owner)).find(({ name }) => name === LADDER);
  const policyId = ladder?.id ?? (await addLadder(owner));
  const today = dayIn(timeZone, owner.now);
  const walkers = await choose(owner, tagId);
  for (const { id, place, phone } of walkers) {
    await owe(owner, id, today, daysOf(place));
    await setTags(owner, { customerId: id, tagIds: [tagId] });
    if (place === NO_WHATSAPP)
      await updateCustomer(owner, { customerId: id, phone: phone.replace(/..$/, "00") });
  }
  const cut = walkers.filter(({ place }) => isCut(place));
  await assignPolicy(owner, { policyId, customerIds: cut.map(({ id }) => id) });
  await cutNow(owner, cut, policyId, today);
}

const isCut = (place: number): boolean => place > EACH - CUT;
const daysOf = (place: number): number =>
  isCut(place) ? OWED_DAYS.cut : place % 2 === 0 ? OWED_DAYS.quiet : OWED_DAYS.told;

/** In the demo nothing waits for the morning. */
async function speakAtAnyHour(owner: Ctx): Promise<void> {
  const { version, data } = await getSettings(owner, { module: "calendar" });
  if (version === 0)
    await updateSettings(owner, {
      ...{ module: "calendar", version, data: { ...data, quietHours: null } },
    });
}

async function addLadder(owner: Ctx): Promise<string> {
  const { id } = await createPolicy(owner, {
    ...{ name: LADDER, steps: STEPS, cutFrom: "00:00", cutUntil: "23:59", noCutWeekdays: [] },
    ...{ skipHolidays: false, oneOffCuts: true },
  });
  return id;
}

/** Who bears the tag already, else people who are on, owe nothing and can be written to; the same on every machine. */
async function choose(owner: Ctx, tagId: string): Promise<Walker[]> {
  const { tenantId } = owner;
  const { rows } = await inTenant(owner, (tx) =>
    tx.execute<Walker>(sql`
      select * from (
        select k.id, k.phone, s.id as "serviceId", s.integration_id as "routerId",
          (row_number() over (partition by s.integration_id order by (g.id is null), s.number desc))::int as place
        from services s join catalog_items i on i.tenant_id = s.tenant_id and i.id = s.item_id
        join customers k on k.tenant_id = s.tenant_id and k.id = s.customer_id
        left join customer_tags g on g.tenant_id = k.tenant_id and g.customer_id = k.id and g.tag_id = ${tagId}
        where s.tenant_id = ${tenantId} and i.niche = 'internet' and k.kind = 'person' and k.portal_access
          and k.email is not null and k.phone is not null and k.status = 'active' and k.archived_at is null
          and (s.enforcement_kind = 'routeros' or not exists (select from routers r where r.tenant_id = s.tenant_id))
          and (g.id is not null or (s.state = 'active' and s.desired = 'on' and s.observed = 'on'
            and not exists (select from invoices o where o.tenant_id = k.tenant_id and o.customer_id = k.id and o.open_minor > 0)
            and not exists (select from customer_balances b where b.tenant_id = k.tenant_id and b.customer_id = k.id
              and b.credit_minor <> 0)))) as found
      where place <= ${EACH} order by place, id`),
  );
  return rows;
}

/** A bill that came due so many days ago, with the words that were said of it on their days. */
async function owe(owner: Ctx, customerId: string, today: Day, days: number): Promise<void> {
  const there = await inTenant(owner, (tx) =>
    tx.execute(sql`
      select 1 from invoices where tenant_id = ${owner.tenantId} and customer_id = ${customerId} and note = ${WHAT}`),
  );
  if (there.rows.length > 0) return;
  const dueOn = addDays(today, -days);
  const issued = at(owner, addDays(dueOn, -DUE_DAYS));
  const { id } = await draftInvoice(issued, {
    ...{ customerId, dueOn, note: WHAT },
    lines: [{ description: WHAT, unitPrice: "89.90" }],
  });
  await issueInvoice(issued, { invoiceId: id });
  const late = at(owner, addDays(dueOn, 1));
  await inTenant(late, async (tx) => {
    await markOverdue(late, tx, { today: addDays(dueOn, 1), limit: 1, customerId });
    await tx.execute(sql`
      insert into dunning_steps (tenant_id, invoice_id, customer_id, step_key, kind, outcome, reason, on_day, created_at)
      select ${owner.tenantId}::uuid, ${id}::uuid, ${customerId}::uuid, key, 'reminder', 'done', 'due',
        ${dueOn}::date + days, (${dueOn}::date + days)::timestamp at time zone 'UTC' + interval '15 hours'
      from (values ('before3', -3), ('dueDay', 0), ('after3', 3), ('after7', 7)) as said (key, days) where days < ${days}`);
  });
}

const at = (owner: Ctx, day: Day): Ctx => ({ ...owner, now: new Date(`${day}T15:00:00Z`) });

/** The last step, on the router itself: its proof is what the router shows. */
async function cutNow(
  owner: Ctx,
  walkers: readonly Walker[],
  policyId: string,
  today: Day,
): Promise<void> {
  const now: Ctx = { ...owner, now: new Date(), actor: { kind: "system", job: "overdue.suspend" } };
  const rows = JSON.stringify(walkers);
  await inTenant(now, async (tx) => {
    await placeHolds(now, tx, {
      ...{ serviceIds: walkers.map(({ serviceId }) => serviceId), reason: "debt", note: "" },
    });
    await tx.execute(sql`
      insert into dunning_steps (tenant_id, invoice_id, customer_id, service_id, policy_id, step_key, kind, outcome, reason, on_day,
        created_at)
      select i.tenant_id, i.id, i.customer_id, step.service, ${policyId}::uuid, step.key, step.kind, 'done', 'due', ${today}::date,
        ${now.now.toISOString()}::timestamptz
      from jsonb_to_recordset(${rows}::jsonb) as w (id uuid, "serviceId" uuid)
      join invoices i on i.tenant_id = ${owner.tenantId} and i.customer_id = w.id and i.note = ${WHAT}
      cross join lateral (values ('aviso', 'reminder', null::uuid), ('corte', 'cut', w."serviceId")) as step (key, kind, service)
      on conflict do nothing`);
  });
  for (const routerId of new Set(walkers.map((walker) => walker.routerId)))
    if (routerId) await drain(owner, routerId);
}
