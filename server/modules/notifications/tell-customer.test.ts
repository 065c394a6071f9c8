import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { inTenant } from "@/server/tenancy/in-tenant";
import { systemCtx } from "@/server/tenancy/context";
import { asJobs } from "@/server/testing/queue-rigs/graphile-rig";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { tellCustomer, type TellCustomerInput } from "./tell-customer";
import { tellCustomers } from "./tell-customers";

let tenant: TestTenant;
/** Noon in Lima: no quiet hours. */
const NOON = new Date("2026-11-20T17:00:00Z");
const at = (now: Date) => systemCtx(tenant.id, "test", { now });

beforeEach(async () => {
  tenant = await mintTenant();
});

/** A customer with a mail and a phone unless told otherwise. */
async function customer(over: Partial<Record<"email" | "phone" | "locale", string | null>> = {}) {
  const id = newId();
  const number = Math.floor(Math.random() * 1e9);
  const row = { email: `c${number}@mail.example`, phone: "+51999888777", locale: "es", ...over };
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`insert into customers (id, tenant_id, number, name, email, phone, locale) values (${id}, ${tenant.id}, ${number}, 'María Quispe', ${row.email}, ${row.phone}, ${row.locale})`,
    ),
  );
  return id;
}
const contact = (customerId: string, email: string, receives = true) =>
  inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`insert into customer_contacts (tenant_id, customer_id, name, email, receives_billing) values (${tenant.id}, ${customerId}, 'Contadora', ${email}, ${receives})`,
    ),
  );
const overdue = (customerId: string, over: Partial<TellCustomerInput> = {}): TellCustomerInput => ({
  event: "billing.overdueReminder",
  customerId,
  entity: { type: "invoice", id: newId() },
  params: { number: "R001-1", amount: "89.90 PEN", dueOn: "2026-11-10", days: 10 },
  dedupeKey: newId(),
  ...over,
});
const tell = (input: TellCustomerInput, now = NOON) =>
  inTenant(at(now), (tx) => tellCustomer(at(now), tx, input));
async function log(): Promise<Record<string, unknown>[]> {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select * from messages where tenant_id = ${tenant.id} order by id`),
  );
  return rows;
}

test("a customer is told once for each key, however many ask at once", async () => {
  const input = overdue(await customer());
  const ids = await Promise.all([tell(input), tell(input), tell(input)]);
  expect(ids.filter(Boolean)).toHaveLength(1);
  expect(await tell(input)).toBeUndefined();
  expect(await log()).toMatchObject([
    { status: "queued", template: "billing.overdueReminder", locale: "es", entity_type: "invoice" },
  ]);
});

test("what rolls back tells nobody, and the key is free again", async () => {
  const input = overdue(await customer());
  const failing = inTenant(at(NOON), async (tx) => {
    await tellCustomer(at(NOON), tx, input);
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await log()).toEqual([]);
  expect(await tell(input)).toBeDefined();
});

test("contacts who get bills get theirs, others and the customer's own address do not", async () => {
  const id = await customer();
  await contact(id, "contadora@mail.example");
  await contact(id, "tecnico@mail.example", false);
  await tell(overdue(id));
  const rows = await log();
  expect(rows.map((row) => row["contact_id"] !== null).toSorted()).toEqual([false, true]);
});

test("who cannot be reached is in the log with the reason, and nothing is sent", async () => {
  const id = await customer({ email: null, phone: null });
  expect(await tell(overdue(id))).toBeUndefined();
  expect(await log()).toMatchObject([{ status: "dropped", reason: "no_address" }]);
});

test("in quiet hours it is held until they end, and what cannot wait goes at once", async () => {
  const night = new Date("2026-11-21T03:00:00Z");
  const id = await customer();
  await tell(overdue(id), night);
  await tell(
    overdue(id, { event: "billing.serviceReconnected", params: { service: "Fibra 200" } }),
    night,
  );
  const rows = await log();
  expect(rows).toMatchObject([
    { status: "held", event: "billing.overdueReminder" },
    { status: "queued", send_at: null },
  ]);
  expect(new Date(String(rows[0]?.["send_at"])).toISOString()).toBe("2026-11-21T13:00:00.000Z");
});

test("no more than the policy's number of an event to one customer a day, also of two at once", async () => {
  const id = await customer();
  await Promise.all(Array.from({ length: 6 }, () => tell(overdue(id))));
  const rows = await log();
  expect(rows.filter((row) => row["status"] === "queued")).toHaveLength(3);
  expect(rows.filter((row) => row["reason"] === "daily_cap")).toHaveLength(3);
  const tomorrow = new Date(NOON.getTime() + 86_400_000);
  expect(await tell(overdue(id), tomorrow)).toBeDefined();
});

test("another tenant's customer is nobody, and a missing value is a bug that shows at once", async () => {
  const other = await mintTenant();
  const theirs = await customer();
  tenant = other;
  expect(await tell(overdue(theirs))).toBeUndefined();
  expect(await log()).toEqual([]);
  const own = await customer();
  await expect(tell(overdue(own, { params: { number: "1" } }))).rejects.toThrow("needs amount");
});

test("ten thousand reminders take the same few queries for each thousand", async () => {
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`insert into customers (id, tenant_id, number, name, email) select gen_random_uuid(), ${tenant.id}, n, 'C ' || n, 'c' || n || '@mail.example' from generate_series(1, 10000) n`,
    ),
  );
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ id: string }>(sql`select id from customers where tenant_id = ${tenant.id}`),
  );
  const asks = rows.map(({ id }) => overdue(id));
  let queries = 0;
  const ids = await inTenant(at(NOON), (tx) => {
    const counted = new Proxy(tx, {
      get: (target, name, receiver) => {
        if (["execute", "select", "insert", "update"].includes(String(name))) queries += 1;
        return Reflect.get(target, name, receiver) as unknown;
      },
    });
    return tellCustomers(at(NOON), counted, asks);
  });
  expect(new Set(ids).size).toBe(10_000);
  expect(queries).toBeLessThanOrEqual(3 + 10 * 4);
  expect(await log()).toHaveLength(10_000);
  // Behind the task that somebody begins, its rest, and news for one.
  const { rows: behind } = await asJobs<{ priority: number }>(
    "select distinct priority from graphile_worker._private_jobs where payload->>'tenant' = $1",
    [tenant.id],
  );
  expect(behind).toEqual([{ priority: 6 }]);
}, 150_000);
