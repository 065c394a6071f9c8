import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { createApiKey } from "@/server/modules/auth/create-api-key";
import { proveBooks } from "@/server/modules/billing/statements/prove-books";
import { createCustomer } from "@/server/modules/crm/create-customer";
import { inTenant } from "@/server/tenancy/in-tenant";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { takeDeposit } from "./take-deposit";

let server: Awaited<ReturnType<typeof startTestServer>>;
let tenant: Awaited<ReturnType<typeof mintTenant>>;
let owner: Awaited<ReturnType<typeof mintStaff>>;
let secret: string;
let customerId: string;

beforeAll(async () => {
  tenant = await mintTenant();
  owner = await mintStaff(tenant, "owner");
  await refreshHosts();
  server = await startTestServer();
  const ctx = { ...owner.ctx, now: new Date() };
  const scopes = [
    ...["invoice.read", "invoice.manage", "creditNote.manage"],
    ...["payment.read", "payment.record"],
  ];
  ({ secret } = await createApiKey(ctx, { name: "money", scopes }));
  customerId = (await createCustomer(ctx, { name: "Rosa" })).id;
  const classId = newId();
  await run(`insert into tax_classes (id, tenant_id, code, name, is_default)
    values ('${classId}', '${tenant.id}', 'IGV', 'IGV', true)`);
  await run(`insert into tax_rates (tenant_id, tax_class_id, rate, valid_from)
    values ('${tenant.id}', '${classId}', 18, '2011-03-01')`);
});
afterAll(() => server.close());

const run = (text: string) => inTenant(owner.ctx, (tx) => tx.execute(sql.raw(text)));
const post = (path: string, body: unknown, key = newId()) =>
  server.send(hostOf(tenant.slug), {
    ...{ method: "POST", path: `/api/v1${path}`, body: JSON.stringify(body) },
    headers: {
      ...{ authorization: `Bearer ${secret}`, "content-type": "application/json" },
      "idempotency-key": key,
    },
  });
const made = async (path: string, body: unknown) => {
  const reply = await post(path, body);
  expect(reply.status).toBe(200);
  return reply.json<{ id: string }>().id;
};
const lines = [{ description: "Internet", unitPrice: "118.00" }];
const issued = async () => {
  const id = await made("/invoices", { customerId, lines });
  return made(`/invoices/${id}/issue`, {});
};
/** All that money leaves behind. */
const traces = async () => {
  const { rows } = await run(`select
    (select count(*) from invoices where tenant_id = '${tenant.id}')::int as invoices,
    (select count(*) from credit_notes where tenant_id = '${tenant.id}')::int as notes,
    (select count(*) from payments where tenant_id = '${tenant.id}')::int as payments,
    (select count(*) from deposits where tenant_id = '${tenant.id}')::int as deposits,
    (select count(*) from payment_allocations where tenant_id = '${tenant.id}')::int as allocations,
    (select count(*) from ledger_entries where tenant_id = '${tenant.id}')::int as entries,
    (select count(*) from events where tenant_id = '${tenant.id}')::int as events`);
  return rows[0] as Record<string, number>;
};

type Ready = { path: string; body: Record<string, unknown>; other: Record<string, unknown> };
const cases: Record<string, () => Promise<Ready>> = {
  "drafting an invoice": async () => ({
    ...{ path: "/invoices", body: { customerId, lines }, other: { note: "otra" } },
  }),
  "issuing an invoice": async () => ({
    ...{ path: `/invoices/${await made("/invoices", { customerId, lines })}/issue`, body: {} },
    other: { unknown: 1 },
  }),
  "recording a payment": async () => ({
    ...{ path: "/payments", body: { customerId, method: "cash", amountMinor: 700 } },
    other: { amountMinor: 701 },
  }),
  "issuing a credit note": async () => ({
    path: "/credit-notes",
    body: {
      ...{ invoiceId: await issued(), reason: "cobro de más" },
      of: { what: "amount", amountMinor: 500 },
    },
    other: { reason: "otro motivo" },
  }),
  "taking a deposit": async () => ({
    ...{ path: "/deposits", body: { customerId, amountMinor: 9_000 }, other: { note: "otra" } },
  }),
  "paying with a deposit": async () => {
    const deposit = await made("/deposits", { customerId, amountMinor: 2_000 });
    const body = { invoiceId: await issued(), amountMinor: 500 };
    return { path: `/deposits/${deposit}/apply`, body, other: { amountMinor: 501 } };
  },
};

test.each(Object.keys(cases))(
  "%s: five at once are one effect, the same again the same answer, another body a conflict",
  async (name) => {
    const ready = await cases[name]?.();
    if (!ready) throw new Error("no such case");
    const { path, body, other } = ready;
    const key = newId();
    const before = await traces();
    const replies = await Promise.all(Array.from({ length: 5 }, () => post(path, body, key)));
    const after = await traces();
    const again = await post(path, body, key);
    expect(again.status).toBe(200);
    for (const reply of replies) expect([200, 409]).toContain(reply.status);
    const answers = [...replies, again].filter(({ status }) => status === 200);
    expect(new Set(answers.map((reply) => reply.json<{ id: string }>().id)).size).toBe(1);
    const conflict = await post(path, { ...body, ...other }, key);
    expect([409, 422]).toContain(conflict.status);
    expect(await traces()).toEqual(after);
    const grown = Object.entries(after).filter(([what, n]) => n !== before[what]);
    expect(grown.length).toBeGreaterThan(0);
    for (const [what, n] of grown)
      if (what !== "events" && what !== "entries")
        expect({ what, more: n - (before[what] ?? 0) }).toEqual({ what, more: 1 });
    expect(await proveBooks(owner.ctx)).toMatchObject({ ok: true });
  },
);

test("a key said inside the body makes one deposit whatever the door, and is refused for another one", async () => {
  const given = { customerId, amountMinor: 4_321, key: newId() };
  const taken = await Promise.all([1, 2, 3].map(() => takeDeposit(owner.ctx, given)));
  expect(new Set(taken.map(({ id }) => id)).size).toBe(1);
  await expect(takeDeposit(owner.ctx, { ...given, amountMinor: 1 })).rejects.toMatchObject({
    key: "deposit_key_reused",
  });
  expect(await proveBooks(owner.ctx)).toMatchObject({ ok: true });
});
