import { sql } from "drizzle-orm";
import sharp from "sharp";
import { beforeEach, describe, expect, test } from "vitest";
import { planLadder } from "@/server/modules/billing/dunning/rules/ladder";
import { DEFAULT_POLICY } from "@/server/modules/billing/dunning/rules/default-policy";
import { readDebts } from "@/server/modules/billing/dunning/internal/read-debts";
import { listOwnProofs } from "./list-own-proofs";
import { submitOwnProof } from "./submit-own-proof";
import { uploadOwnFile } from "./upload-own-file";
import { updateSettings } from "@/server/modules/tenants/update-settings";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintCustomer } from "@/server/testing/customer";
import { debtScene } from "@/server/testing/debts";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { bouncePayment } from "@/server/modules/payments/bounce-payment";
import { getPayment } from "@/server/modules/payments/get-payment";
import { approveProof } from "@/server/modules/payments/proofs/approve-proof";
import { countProofs } from "@/server/modules/payments/proofs/count-proofs";
import { getProof } from "@/server/modules/payments/proofs/get-proof";
import { listProofs } from "@/server/modules/payments/proofs/list-proofs";
import { reactions } from "@/server/modules/payments/proofs/reactions";
import { rejectProof } from "@/server/modules/payments/proofs/reject-proof";

let tenant: TestTenant;
let owner: Ctx;
let rosa: { customerId: string; ctx: Ctx };
let invoiceId: string;
let shade = 0;
const picture = async (): Promise<Uint8Array> =>
  sharp({
    create: { width: 8, height: 8, channels: 3, background: { r: shade++ % 256, g: 90, b: 40 } },
  })
    .png()
    .toBuffer();

beforeEach(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  rosa = await mintCustomer(tenant, { name: "Rosa" });
  invoiceId = await debtScene(tenant.ctx).invoice(rosa.customerId, {
    dueOn: "2026-01-10",
    total: 8_900,
  });
});

const run = async (query: ReturnType<typeof sql>) =>
  inTenant(owner, async (tx) => (await tx.execute(query)).rows);
const open = async () =>
  (await run(sql`select open_minor::int as open from invoices where id = ${invoiceId}`))[0]?.[
    "open"
  ];
const paid = () =>
  run(sql`select id from payments where tenant_id = ${tenant.id} and status <> 'bounced'`);

async function bring(over: object = {}, who = rosa, bytes?: Uint8Array) {
  const { id: fileId } = await uploadOwnFile(who.ctx, {
    name: "yape.png",
    bytes: bytes ?? (await picture()),
  });
  const fields = { fileId, currency: "PEN", amountMinor: 8_900, paidOn: "2026-01-12" };
  const more = { bank: "BCP", operation: "00-4411", invoiceIds: [invoiceId] };
  return submitOwnProof(who.ctx, { ...fields, ...more, ...over });
}

describe("a proof that a customer brings", () => {
  test("waits, with all that speaks for it; approved it is a payment of the invoice, however often", async () => {
    const { id: proofId } = await bring();
    expect(
      await countProofs(owner, { filters: "status=waiting", search: "", sort: "" }),
    ).toMatchObject({
      count: 1,
    });
    const found = await getProof(owner, { proofId });
    expect(found).toMatchObject({
      ...{ customerName: "Rosa", owedMinor: 8_900, twin: false, payment: null },
      matches: expect.arrayContaining([{ kind: "amountInvoices", tone: "ok", amountMinor: null }]),
      file: { mediaType: "image/png" },
    });
    const both = await Promise.all([
      approveProof(owner, { proofId }),
      approveProof(owner, { proofId }),
    ]);
    expect(both[0].payment).toEqual(both[1].payment);
    expect(await paid()).toHaveLength(1);
    expect(await open()).toBe(0);
    expect(await listOwnProofs(rosa.ctx)).toMatchObject([
      { id: proofId, status: "approved", receipt: both[0].payment?.receipt, invoices: ["NV01-1"] },
    ]);
    const paymentId = both[0].payment?.id ?? "";
    expect(await getPayment(owner, { paymentId })).toMatchObject({
      ...{ method: "transfer", reference: "00-4411", receivedOn: "2026-01-12" },
    });
    await expect(rejectProof(owner, { proofId, reason: "no es" })).rejects.toMatchObject({
      key: "illegal_transition",
    });
    await bouncePayment(owner, { paymentId, reason: "el banco la devolvió" });
    expect(await open()).toBe(8_900);
  });

  test("rejected, its customer reads why in the portal and by message, and nothing is paid", async () => {
    const { id: proofId } = await bring();
    const reason = "La imagen no se lee";
    await rejectProof(owner, { proofId, reason });
    await rejectProof(owner, { proofId, reason: "otra vez" });
    expect(await listOwnProofs(rosa.ctx)).toMatchObject([
      { status: "rejected", rejectReason: reason },
    ]);
    await expect(approveProof(owner, { proofId })).rejects.toMatchObject({
      key: "illegal_transition",
    });
    expect(await paid()).toHaveLength(0);
    const tell = reactions.find(({ name }) => name === "payments.tellOfRejectedProof");
    const payload = { customerId: rosa.customerId, currency: "PEN", amountMinor: 8_900, reason };
    const fact = { entity: { type: "paymentProof", id: proofId }, payload };
    await tell?.handle(owner, fact as never);
    const told = await run(
      sql`select params from messages where tenant_id = ${tenant.id} and customer_id = ${rosa.customerId}`,
    );
    expect(told).toMatchObject([{ params: { reason } }]);
  });

  test("sent twice while it waits is one; once it was approved it is not taken again", async () => {
    const bytes = await picture();
    const sent = await Promise.all([bring({}, rosa, bytes), bring({}, rosa, bytes)]);
    expect(sent[0].id).toBe(sent[1].id);
    await approveProof(owner, { proofId: sent[0].id });
    await expect(bring({}, rosa, bytes)).rejects.toMatchObject({ key: "proof_known" });
  });

  test("of a transfer that was approved for somebody else is told apart, and only taken when a person says so", async () => {
    const juan = await mintCustomer(tenant, { name: "Juan" });
    const { id: first } = await bring();
    const { id: second } = await bring(
      { bank: "bcp", operation: "4411", invoiceIds: [] },
      juan,
      await picture(),
    );
    const [one, other] = await Promise.allSettled([
      approveProof(owner, { proofId: first }),
      approveProof(owner, { proofId: second }),
    ]);
    expect([one.status, other.status].toSorted()).toEqual(["fulfilled", "rejected"]);
    const left = one.status === "rejected" ? first : second;
    expect(await getProof(owner, { proofId: left })).toMatchObject({
      ...{ status: "waiting", twin: true, twins: [{ same: "operation", status: "approved" }] },
    });
    await approveProof(owner, { proofId: left, evenSo: true });
    expect(await paid()).toHaveLength(2);
    expect(
      (await listProofs(owner, { filters: "", search: "", sort: "", limit: 10 })).items,
    ).toHaveLength(2);
  });

  test("is taken with what the bank shows where the customer wrote something else, the rest as credit", async () => {
    const { id: proofId } = await bring({ amountMinor: 80_900 });
    const done = await approveProof(owner, {
      proofId,
      amountMinor: 10_000,
      receivedOn: "2026-01-13",
    });
    expect(await getPayment(owner, { paymentId: done.payment?.id ?? "" })).toMatchObject({
      ...{ amountMinor: 10_000, unallocatedMinor: 1_100, receivedOn: "2026-01-13" },
    });
  });
});

describe("what is refused", () => {
  test("another customer's file or invoice, a day to come, what is no picture, and a sixth that waits", async () => {
    const juan = await mintCustomer(tenant, { name: "Juan" });
    const { id: theirs } = await uploadOwnFile(juan.ctx, { name: "a.png", bytes: await picture() });
    await expect(bring({ fileId: theirs })).rejects.toMatchObject({ key: "not_found" });
    await expect(bring({}, juan)).rejects.toMatchObject({ key: "not_found" });
    await expect(bring({ paidOn: "2999-01-01" })).rejects.toMatchObject({
      key: "received_in_future",
    });
    const csv = { name: "x.csv", bytes: Buffer.from("a,b\n1,2\n") };
    await expect(uploadOwnFile(rosa.ctx, csv)).rejects.toMatchObject({ key: "proof_file_kind" });
    for (let at = 0; at < 5; at++) await bring({ operation: `op${at}` });
    await expect(bring()).rejects.toMatchObject({ key: "proof_too_many" });
  });

  test("staff without the permission, and people of another company", async () => {
    const { id: proofId } = await bring();
    const { ctx: technician } = await mintStaff(tenant, "technician");
    expect(() => approveProof(technician, { proofId })).toThrow("forbidden");
    const { ctx: stranger } = await mintStaff(await mintTenant(), "owner");
    await expect(getProof(stranger, { proofId })).rejects.toMatchObject({ key: "not_found" });
    await expect(approveProof(stranger, { proofId })).rejects.toMatchObject({ key: "not_found" });
  });
});

describe("a proof under review and the ladder", () => {
  const policy = { ...DEFAULT_POLICY, id: "p" };
  const cut = async (at: Ctx, today: string) => {
    const [debt] = await inTenant(at, (tx) => readDebts(at, tx, [rosa.customerId], "PEN"));
    if (!debt) throw new Error("no debt");
    const moment = {
      ...{ today, time: "10:00", restOfDay: true, cutsFrozen: false, blackouts: [] },
      holidays: new Set<string>(),
    };
    return planLadder(debt, { byId: new Map(), fallback: policy }, moment)
      .filter(({ step }) => step.kind === "cut")
      .map(({ action, reason }) => `${action} ${reason}`);
  };

  test("keeps nobody from a cut unless the company wants it, and then for its hours and once", async () => {
    const scene = debtScene(tenant.ctx);
    const serviceId = await scene.service(rosa.customerId);
    await scene.invoice(rosa.customerId, { dueOn: "2026-01-10", services: [serviceId] });
    const today = "2026-03-03";
    expect(await bring()).toMatchObject({ status: "waiting" });
    const before = await cut(owner, today);
    expect(before).not.toContain("defer proof");
    const data = { proofHoldsCut: true, proofHoldHours: 24 };
    await updateSettings(owner, { module: "receiving", version: 0, data });
    const { id: proofId } = await bring({ operation: "77" });
    expect((await getProof(owner, { proofId })).holdUntil).not.toBeNull();
    const later = new Date(owner.now.getTime() + 25 * 3_600_000);
    const day = owner.now.toISOString().slice(0, 10);
    expect(await cut(owner, day)).toEqual(["defer proof"]);
    expect(await cut({ ...owner, now: later }, day)).toEqual(before);
    const { id: next } = await bring({ operation: "78" });
    expect((await getProof(owner, { proofId: next })).holdUntil).toBeNull();
    await rejectProof(owner, { proofId, reason: "no aparece" });
    expect(await cut(owner, day)).toEqual(before);
  });
});
