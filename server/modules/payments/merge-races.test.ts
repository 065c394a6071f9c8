import { setTimeout as sleep } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { Conflict } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { draftInvoice } from "@/server/modules/billing/draft-invoice";
import { issueInvoice } from "@/server/modules/billing/issue-invoice";
import { createCustomer } from "@/server/modules/crm/create-customer";
import { mergeCustomers } from "@/server/modules/crm/merge-customers";
import { proveBooks } from "@/server/modules/billing/statements/prove-books";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { acceptMovement } from "./bank/accept-movement";
import { beginTry } from "./cards/internal/begin-try";
import { settleCharge } from "./gateways/settle-charge";
import { approveProof } from "./proofs/approve-proof";
import { recordPayment } from "./record-payment";

let tenant: TestTenant;
let owner: Ctx;
let survivorId: string;
let absorbedId: string;
let invoiceId: string;
beforeEach(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  survivorId = (await createCustomer(owner, { name: "Rosa Quispe" })).id;
  absorbedId = (await createCustomer(owner, { name: "Rosa Quispe (otra)" })).id;
  const classId = newId();
  await rows(sql`insert into tax_classes (id, tenant_id, code, name, is_default)
    values (${classId}, ${t()}, 'IGV', 'IGV', true)`);
  await rows(sql`insert into tax_rates (tenant_id, tax_class_id, rate, valid_from)
    values (${t()}, ${classId}, 18, '2011-03-01')`);
  const lines = [{ description: "Internet", unitPrice: "89" }];
  invoiceId = (await draftInvoice(owner, { customerId: absorbedId, lines })).id;
  await issueInvoice(owner, { invoiceId });
  // The series of receipts is there.
  await recordPayment(owner, { customerId: survivorId, method: "other", amountMinor: 100 });
});

const rows = (query: SQL) => inTenant(tenant.ctx, async (tx) => (await tx.execute(query)).rows);
const t = () => sql`${tenant.id}::uuid`;
const merge = () => mergeCustomers(owner, { survivorId, absorbedId, take: [] });
const money = () =>
  rows(sql`select customer_id as who, amount_minor::int as amount from payments
    where tenant_id = ${tenant.id} and amount_minor = 8900`);

/** A transaction that somebody else has open. */
async function openElsewhere(query: SQL): Promise<(last?: SQL) => Promise<void>> {
  const held = Promise.withResolvers<undefined>();
  const gate = Promise.withResolvers<SQL | undefined>();
  const done = inTenant(tenant.ctx, async (tx) => {
    await tx.execute(query);
    held.resolve(undefined);
    const last = await gate.promise;
    if (last) await tx.execute(last);
  });
  await held.promise;
  return async (last) => {
    gate.resolve(last);
    await done;
  };
}
const holdReceipts = () =>
  openElsewhere(
    sql`select 1 from document_series where tenant_id = ${tenant.id} and kind = 'receipt' for update`,
  );

/** Waits until so many of our transactions wait for a lock. */
async function untilWaiting(count: number): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    const [row] = await rows(sql`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    if (Number(row?.["n"]) >= count) return;
    await sleep(25);
  }
  throw new Error("nobody waits");
}

/** Lets `work` come as far as its receipt's number, merges beside it, and lets both go on. */
async function race<T>(work: () => Promise<T>) {
  const letGo = await holdReceipts();
  const working = work();
  await untilWaiting(1);
  const merging = merge();
  await Promise.race([
    untilWaiting(2),
    merging.then(
      () => undefined,
      () => undefined,
    ),
  ]);
  await letGo();
  const [worked, merged] = await Promise.allSettled([working, merging]);
  return { worked, merged };
}
const reasonOf = (one: PromiseSettledResult<unknown>) =>
  one.status === "rejected" ? (one.reason as unknown) : undefined;

/** Whoever lost says so and is asked again. What came of it, and what must have come: the money once, with the one that stayed. */
async function outcome(work: () => Promise<unknown>) {
  const { worked, merged } = await race(work);
  const lost = reasonOf(worked);
  if (lost) await work();
  const [invoice] = await rows(
    sql`select customer_id as who, open_minor::int as open from invoices where id = ${invoiceId}`,
  );
  return {
    ...{ merged: reasonOf(merged), lost: lost instanceof Conflict ? "conflict" : lost },
    ...{ money: await money(), invoice, books: (await proveBooks(owner)).ok },
  };
}
const stands = (lost?: "conflict") => ({
  ...{ merged: undefined, lost, money: [{ who: survivorId, amount: 8_900 }] },
  ...{ invoice: { who: survivorId, open: 0 }, books: true },
});

const integrationId = newId();
const insertAttempt = async (over: { autopay?: boolean } = {}) => {
  const [id, methodId] = [newId(), newId()];
  await rows(sql`insert into payment_methods (id, tenant_id, customer_id, integration_id, provider, live, brand, last4,
      expires_on, status, mandate)
    values (${methodId}, ${t()}, ${absorbedId}, ${integrationId}, 'stripe', true, 'visa', '4242', '2030-01-31', 'removed', '{}')`);
  await rows(sql`insert into payment_attempts (id, tenant_id, customer_id, integration_id, provider, status, live,
      currency, amount_minor, invoice_ids, expires_at, autopay_invoice_id, try_number, method_id)
    values (${id}, ${t()}, ${absorbedId}, ${integrationId}, 'stripe', 'created', true, 'PEN', 8900,
      jsonb_build_array(${invoiceId}::text), now() + interval '1 hour', ${over.autopay ? invoiceId : null}::uuid,
      ${over.autopay ? 1 : null}::int, ${over.autopay ? methodId : null}::uuid)`);
  return id;
};
const settle = (reference: string) =>
  settleCharge(tenant.ctx, {
    ...{ integrationId, provider: "stripe" },
    charge: {
      ...{ id: "pi_1", reference, status: "approved", detail: "", live: true },
      ...{ currency: "PEN", amountMinor: 8_900, refundedMinor: 0 },
      ...{ voucherUrl: undefined, expiresAt: undefined, card: undefined },
    },
  });

describe("two customers become one while money comes in", () => {
  test("by a gateway: neither waits for the other for ever", async () => {
    const attemptId = await insertAttempt();
    expect(await outcome(() => settle(attemptId))).toEqual(stands("conflict"));
  });

  test("by a proof that is approved", async () => {
    const [proofId, fileId] = [newId(), newId()];
    await rows(sql`insert into files (id, tenant_id, name, media_type, size_bytes, sha256, storage_key, uploaded_by)
      values (${fileId}, ${t()}, 'f', 'image/png', 1, 'x', 'k', 'system:test')`);
    await rows(sql`insert into payment_proofs (id, tenant_id, customer_id, file_id, file_sha256, status, source, currency,
        amount_minor, paid_on) values (${proofId}, ${t()}, ${absorbedId}, ${fileId}, 'x', 'waiting', 'portal', 'PEN', 8900, '2026-01-11')`);
    expect(await outcome(() => approveProof(owner, { proofId }))).toEqual(stands());
  });

  test("by a bank's movement that is accepted", async () => {
    const [accountId, movementId] = [newId(), newId()];
    await rows(
      sql`insert into bank_accounts (id, tenant_id, name, currency) values (${accountId}, ${t()}, 'BCP', 'PEN')`,
    );
    await rows(sql`insert into bank_movements (id, tenant_id, bank_account_id, key, moved_on, currency, amount_minor, status,
        confidence, customer_id) values (${movementId}, ${t()}, ${accountId}, 'k', '2026-01-11', 'PEN', 8900, 'waiting', 'weak', ${absorbedId})`);
    const as = { kind: "customer", id: absorbedId } as const;
    expect(await outcome(() => acceptMovement(owner, { movementId, as }))).toEqual(stands());
  });

  test("and a row of theirs is held by who adds another one", async () => {
    const add = await openElsewhere(sql`select 1 from invoices where id = ${invoiceId} for update`);
    const merging = merge();
    await untilWaiting(1);
    await add(sql`insert into invoices (tenant_id, customer_id, kind, document_status, currency, net_minor, tax_minor,
        total_minor, open_minor, issued_on, due_on, recipient)
      values (${t()}, ${absorbedId}, 'manual', 'draft', 'PEN', 100, 0, 100, 100, '2026-01-01', '2026-01-08', '{}')`);
    await merging;
    expect(
      await rows(sql`select customer_id as who from invoices where id = ${invoiceId}`),
    ).toEqual([{ who: survivorId }]);
  });
});

test("a card's try that is begun again and the notice of its charge do not wait for each other for ever", async () => {
  const attemptId = await insertAttempt({ autopay: true });
  const letGo = await holdReceipts();
  const settling = settle(attemptId);
  await untilWaiting(1);
  const beginning = beginTry(tenant.ctx, { invoiceId, tryNumber: 1 });
  await sleep(300);
  await letGo();
  const all = await Promise.allSettled([settling, beginning]);
  expect(all.map(reasonOf)).toEqual([undefined, undefined]);
  expect(await money()).toEqual([{ who: absorbedId, amount: 8_900 }]);
});
