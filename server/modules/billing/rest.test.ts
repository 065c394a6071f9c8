import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { createApiKey } from "@/server/modules/auth/create-api-key";
import { createCustomer } from "@/server/modules/crm/create-customer";
import { inTenant } from "@/server/tenancy/in-tenant";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { mintStaff, mintTenant } from "@/server/testing/tenant";

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
  const scopes = ["invoice.read", "invoice.manage", "payment.read", "payment.record"];
  ({ secret } = await createApiKey(ctx, { name: "billing", scopes }));
  customerId = (await createCustomer(ctx, { name: "Rosa" })).id;
  const classId = newId();
  await run(`insert into tax_classes (id, tenant_id, code, name, is_default)
    values ('${classId}', '${tenant.id}', 'IGV', 'IGV', true)`);
  await run(`insert into tax_rates (tenant_id, tax_class_id, rate, valid_from)
    values ('${tenant.id}', '${classId}', 18, '2011-03-01')`);
});
afterAll(() => server.close());

const run = (text: string) => inTenant(owner.ctx, (tx) => tx.execute(sql.raw(text)));
const send = (method: "GET" | "POST", path: string, body?: unknown, key = newId()) =>
  server.send(hostOf(tenant.slug), {
    ...{ method, path: `/api/v1${path}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    headers: {
      authorization: `Bearer ${secret}`,
      ...(method === "POST" && { "content-type": "application/json", "idempotency-key": key }),
    },
  });

test("a program drafts, issues, lists and reads invoices, records a payment and reads what it paid", async () => {
  const lines = [{ description: "Internet", unitPrice: "118.00" }];
  const drafted = await send("POST", "/invoices", { customerId, lines });
  expect(drafted.status).toBe(200);
  const { id } = drafted.json<{ id: string }>();
  const issued = await send("POST", `/invoices/${id}/issue`, {});
  expect(issued.json()).toMatchObject({ documentStatus: "finalized", openMinor: 11_800 });
  const paid = await send("POST", "/payments", { customerId, method: "cash", amountMinor: 5_000 });
  expect(paid.json()).toMatchObject({ allocations: [{ invoiceId: id, amountMinor: 5_000 }] });
  const read = await send("GET", `/invoices/${id}`);
  expect(read.json()).toMatchObject({ paymentStatus: "partiallyPaid", openMinor: 6_800 });
  const list = await send("GET", "/invoices?filters=owed%3Dyes");
  expect(list.json()).toMatchObject({ items: [{ id, number: "NV01-00000001" }] });
  const why = await send("GET", `/invoices/${id}/explanation`);
  expect(why.json()).toMatchObject([{ why: [{ key: "manual" }, { key: "taxIncluded" }] }]);
  const owed = await send("GET", `/customers/${customerId}/balances`);
  expect(owed.json()).toMatchObject({ balances: [{ receivableMinor: 6_800, creditMinor: 0 }] });
});

test("the same key and body give the same answer, another body a conflict, five at once one payment", async () => {
  const body = { customerId, method: "transfer", amountMinor: 777 };
  const key = newId();
  const replies = await Promise.all(
    [1, 2, 3, 4, 5].map(() => send("POST", "/payments", body, key)),
  );
  const again = await send("POST", "/payments", body, key);
  const done = [...replies, again].filter(({ status }) => status === 200);
  expect(new Set(done.map((reply) => reply.json<{ id: string }>().id)).size).toBe(1);
  expect(again.status).toBe(200);
  const other = await send("POST", "/payments", { ...body, amountMinor: 778 }, key);
  expect([409, 422]).toContain(other.status);
  const { rows } = await run(
    `select count(*)::int as n from payments where tenant_id = '${tenant.id}' and amount_minor in (777, 778)`,
  );
  expect(rows[0]?.n).toBe(1);
});

test.each(["/invoices/void", "/payments/refund"])("%s is no program's business", async (path) => {
  expect([404, 405]).toContain((await send("POST", path, {})).status);
});
