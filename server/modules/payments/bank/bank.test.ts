import { sql } from "drizzle-orm";
import sharp from "sharp";
import { beforeEach, describe, expect, test } from "vitest";
import { payReference } from "@/server/kernel/pay-reference";
import { uploadFile } from "@/server/modules/files/upload-file";
import { storeUpload } from "@/server/modules/files/store-upload";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { debtScene, type DebtScene } from "@/server/testing/debts";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { bouncePayment } from "../bounce-payment";
import { approveProof } from "../proofs/approve-proof";
import { getProof } from "../proofs/get-proof";
import { submitProof } from "../proofs/submit-proof";
import { recordPayment } from "../record-payment";
import { acceptCertain } from "./accept-certain";
import { acceptMovement } from "./accept-movement";
import { addAccount } from "./add-account";
import { checkStatement } from "./check-statement";
import { countMovements } from "./count-movements";
import { ignoreMovement } from "./ignore-movement";
import { listAccounts } from "./list-accounts";
import { listMovements } from "./list-movements";
import { reopenMovement } from "./reopen-movement";
import { statementRefusals } from "./statement-refusals";
import { takeStatement } from "./take-statement";
import { undoMovement } from "./undo-movement";

let tenant: TestTenant;
let owner: Ctx;
let scene: DebtScene;
let accountId: string;
let today: string;
let rosa: string;
let luis: string;
let rosaOwes: string;
const TITLES = "Fecha;Descripción;N° operación;Cargo;Abono";
const MAPPING = { movedOn: 0, text: 1, reference: 2, debit: 3, credit: 4 };
/** Customers of a scene are numbered from 1, and invoices after them. */
const ROSA = payReference(1);

beforeEach(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  scene = debtScene(tenant.ctx);
  today = await inTenant(owner, async (tx) => (await tenantFacts(owner, tx)).today);
  rosa = await scene.customer({ name: "Rosa Quispe" });
  luis = await scene.customer({ name: "Luis Rojas" });
  rosaOwes = await scene.invoice(rosa, { dueOn: "2026-01-10", total: 8_900 });
  await scene.invoice(luis, { dueOn: "2026-01-10", total: 5_000 });
  accountId = (await addAccount(owner, { name: "BCP soles", currency: "PEN" })).id;
});

const run = async (query: ReturnType<typeof sql>) =>
  inTenant(owner, async (tx) => (await tx.execute(query)).rows);
const open = async (invoiceId = rosaOwes) =>
  (await run(sql`select open_minor::int as open from invoices where id = ${invoiceId}`))[0]?.[
    "open"
  ];
const standing = () =>
  run(sql`select customer_id, amount_minor::int as amount, provider from payments
    where tenant_id = ${tenant.id} and status not in ('bounced', 'refunded') order by created_at, id`);
const line = (text: string, over: { reference?: string; amount?: string; debit?: string } = {}) =>
  `${today};${text};${over.reference ?? ""};${over.debit ?? ""};${over.amount ?? (over.debit ? "" : "89,00")}`;
const upload = async (...lines: string[]) => {
  const bytes = Buffer.from([TITLES, ...lines].join("\n"), "latin1");
  const { id: fileId } = await uploadFile(owner, {
    name: "bcp.csv",
    bytes: Uint8Array.from(bytes),
  });
  return { bankAccountId: accountId, fileId, mapping: MAPPING };
};
const bring = async (...lines: string[]) => takeStatement(owner, await upload(...lines));
const waiting = { filters: "", search: "", sort: "" };
const list = async () => (await listMovements(owner, { ...waiting, limit: 100 })).items;
const only = async () => {
  const [movement, ...more] = await list();
  if (!movement || more.length > 0) throw new Error(`${more.length + 1} movements`);
  return movement;
};
const illegal = { message: expect.stringMatching(/^bankMovement: no/) };
const reason = "no era de este cliente";
async function bringProof(customerId: string, operation: string, amountMinor = 8_900) {
  const background = {
    r: 9,
    g: Math.floor(Math.random() * 256),
    b: Math.floor(Math.random() * 256),
  };
  const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background } })
    .png()
    .toBuffer();
  const { id: fileId } = await storeUpload(owner, { name: "v.png", bytes: Uint8Array.from(bytes) });
  return inTenant(owner, (tx) =>
    submitProof(owner, tx, {
      ...{
        customerId,
        fileId,
        currency: "PEN",
        amountMinor,
        paidOn: today,
        operation,
        bank: "BCP",
      },
      ...{ note: "", invoiceIds: [], source: "staff" },
    }),
  );
}

describe("a bank's statement", () => {
  test("is tried without writing, taken once however often and however it overlaps, and remembers its columns", async () => {
    const twice = line("YAPE DE ANA", { amount: "10,00" });
    const first = await upload(
      line("DEPÓSITO Ñ", { reference: "1" }),
      twice,
      twice,
      line("ITF", { debit: "0,05" }),
    );
    expect(await checkStatement(owner, first)).toMatchObject({
      rows: 4,
      good: 4,
      bad: 0,
      known: 0,
    });
    expect(await list()).toEqual([]);
    const both = await Promise.all([takeStatement(owner, first), takeStatement(owner, first)]);
    expect(both.map(({ taken }) => taken).toSorted()).toEqual([0, 4]);
    const overlap = await upload(twice, twice, twice, line("NUEVO", { amount: "7,00" }));
    expect(await checkStatement(owner, overlap)).toMatchObject({ good: 2, known: 2 });
    expect(await takeStatement(owner, overlap)).toMatchObject({ taken: 2, known: 2 });
    const found = await list();
    expect(found).toHaveLength(6);
    expect(found.find(({ text }) => text === "ITF")).toMatchObject({
      status: "out",
      amountMinor: -5,
    });
    expect(found.some(({ text }) => text === "DEPÓSITO Ñ")).toBe(true);
    expect(await listAccounts(owner)).toMatchObject([
      {
        name: "BCP soles",
        waiting: 5,
        lastOn: today,
        mapping: { credit: "abono", movedOn: "fecha" },
      },
    ]);
  });

  test("gives back what it cannot read with the reason, and takes the rest", async () => {
    const input = await upload(line("BIEN"), "Saldo final;;;;", "40/40/2026;MAL;1;;5,00");
    expect(await checkStatement(owner, input)).toMatchObject({ good: 1, bad: 2 });
    expect(await takeStatement(owner, input)).toMatchObject({ taken: 1, refused: 2 });
    const { csv } = await statementRefusals(owner, input);
    expect(csv).toContain("MAL");
    expect(csv).toContain("Saldo final");
    expect(csv).not.toContain("BIEN");
  });

  test("is refused whole where it has no amounts, too many lines or another company's account, and nothing is written", async () => {
    const input = await upload(line("X"));
    const { movedOn } = MAPPING;
    await expect(takeStatement(owner, { ...input, mapping: { movedOn } })).rejects.toThrow(
      "bank_needs_amount",
    );
    const long = await upload(...Array.from({ length: 5_001 }, (_, at) => line(`L${at}`)));
    await expect(takeStatement(owner, long)).rejects.toThrow("import_too_long");
    const { ctx: other } = await mintStaff(await mintTenant(), "owner");
    await expect(takeStatement(other, input)).rejects.toMatchObject({ code: "not_found" });
    const { ctx: agent } = await mintStaff(tenant, "agent");
    await expect(takeStatement(agent, input)).rejects.toThrow("forbidden");
    expect(await list()).toEqual([]);
  });
});

describe("money that came in", () => {
  test("with the customer's reference and what they owe is certain: all certain ones are posted, once, and no other", async () => {
    await bring(
      line(`TRANSF ${ROSA}`, { reference: "771" }),
      line("TRANSF SIN NOMBRE", { amount: "50,00" }),
    );
    const found = await list();
    expect(found.map(({ confidence }) => confidence).toSorted()).toEqual(["certain", "weak"]);
    const both = await Promise.all([acceptCertain(owner), acceptCertain(owner)]);
    expect(both[0].accepted + both[1].accepted).toBe(1);
    expect(await open()).toBe(0);
    expect(await standing()).toEqual([{ customer_id: rosa, amount: 8_900, provider: "bank" }]);
    expect(await acceptCertain(owner)).toEqual({ accepted: 0, left: 0 });
    expect(await countMovements(owner, { ...waiting, filters: "status=waiting" })).toMatchObject({
      count: 1,
    });
  });

  test("is taken by a person for whom they choose, however often; by another choice it is refused", async () => {
    await bring(line("DEPOSITO EN VENTANILLA"));
    const { id: movementId, confidence } = await only();
    expect(confidence).toBe("weak");
    const as = { kind: "customer", id: luis } as const;
    const both = await Promise.all([
      acceptMovement(owner, { movementId, as }),
      acceptMovement(owner, { movementId, as }),
    ]);
    expect(both[0].payment).toEqual(both[1].payment);
    expect(both[0]).toMatchObject({ status: "matched", customer: { name: "Luis Rojas" } });
    expect(await standing()).toMatchObject([{ customer_id: luis }]);
    await expect(
      acceptMovement(owner, { movementId, as: { kind: "customer", id: rosa } }),
    ).rejects.toMatchObject(illegal);
  });

  test("is told again by its payer, and offered to the same customer", async () => {
    await bring(line("TRANSF DE JUANA MENDOZA TELLO"));
    const { id: movementId } = await only();
    await acceptMovement(owner, { movementId, as: { kind: "customer", id: rosa } });
    await bring(line("TRANSF DE JUANA MENDOZA TELLO 99", { reference: "5", amount: "42,00" }));
    const next = (await list()).find(({ status }) => status === "waiting");
    expect(next).toMatchObject({
      confidence: "weak",
      reasons: ["samePayer"],
      customer: { id: rosa },
    });
  });

  test("approves the proof that waits with its operation, and the payment is one", async () => {
    const proofId = await bringProof(rosa, "00412876");
    await bring(line("TRANSF TERCEROS", { reference: "412-876" }));
    expect(await getProof(owner, { proofId })).toMatchObject({
      matches: expect.arrayContaining([{ kind: "bankOperation", tone: "ok", amountMinor: null }]),
    });
    expect(await only()).toMatchObject({
      confidence: "certain",
      proofId,
      reasons: ["proofOperation"],
    });
    expect(await acceptCertain(owner)).toEqual({ accepted: 1, left: 0 });
    expect(await getProof(owner, { proofId })).toMatchObject({ status: "approved" });
    expect(await standing()).toHaveLength(1);
    expect(await open()).toBe(0);
  });

  test("is not posted beside a proof that waits or a payment that somebody wrote down, unless a person says that it is other money", async () => {
    const proofId = await bringProof(rosa, "");
    await bring(line("ABONO"));
    const { id: movementId } = await only();
    const as = { kind: "customer", id: rosa } as const;
    await expect(acceptMovement(owner, { movementId, as })).rejects.toThrow("bank_proof_waits");
    await approveProof(owner, { proofId });
    await expect(acceptMovement(owner, { movementId, as })).rejects.toThrow("bank_payment_stands");
    expect(await standing()).toHaveLength(1);
    await acceptMovement(owner, { movementId, as, evenSo: true });
    expect(await standing()).toHaveLength(2);
  });

  test("is linked to the transfer that was written down by hand, and to no second one", async () => {
    const paid = await recordPayment(owner, {
      ...{ customerId: rosa, method: "transfer", amountMinor: 8_900, reference: "OP 000771234" },
    });
    await bring(line(`TRANSF ${ROSA}`, { reference: "OP-771234" }), line("OTRO"));
    const found = await list();
    const mine = found.find(({ reference }) => reference === "OP-771234");
    expect(mine).toMatchObject({ payment: { id: paid.id }, customer: { id: rosa } });
    expect(await acceptCertain(owner)).toMatchObject({ accepted: 1 });
    const other = found.find(({ text }) => text === "OTRO")?.id ?? "";
    await expect(
      acceptMovement(owner, { movementId: other, as: { kind: "payment", id: paid.id } }),
    ).rejects.toThrow("bank_payment_taken");
    expect(await standing()).toHaveLength(1);
    const again = await reopenMovement(owner, { movementId: mine?.id ?? "" });
    expect(again).toMatchObject({ status: "waiting" });
    expect(await standing()).toHaveLength(1);
  });
});

describe("what was decided", () => {
  test("is taken back by the payment's bounce, invoices open again, and posted anew as another payment", async () => {
    await bring(line(`TRANSF ${ROSA}`));
    await acceptCertain(owner);
    const { id: movementId } = await only();
    const both = await Promise.all([
      undoMovement(owner, { movementId, reason }),
      undoMovement(owner, { movementId, reason }),
    ]);
    expect(both).toMatchObject([{ status: "waiting" }, { status: "waiting" }]);
    expect(await open()).toBe(8_900);
    expect(await standing()).toEqual([]);
    expect(await acceptCertain(owner)).toMatchObject({ accepted: 1 });
    expect(await open()).toBe(0);
    expect(await standing()).toHaveLength(1);
    const { payment } = await only();
    await bouncePayment(owner, { paymentId: payment?.id ?? "", reason });
    expect(await only()).toMatchObject({ status: "waiting", payment: null });
  });

  test("may be to set it aside with a reason, until somebody opens it again; money that left is nobody's", async () => {
    await bring(line("PRESTAMO DEL SOCIO"));
    const { id: movementId } = await only();
    expect(await ignoreMovement(owner, { movementId, reason })).toMatchObject({
      ...{ status: "ignored", ignoreReason: reason, customer: null },
    });
    expect(await acceptCertain(owner)).toMatchObject({ accepted: 0 });
    expect(await reopenMovement(owner, { movementId })).toMatchObject({
      status: "waiting",
      ignoreReason: "",
    });
    await bring(line("COMISION", { debit: "3,00" }));
    const out = (await list()).find(({ status }) => status === "out")?.id ?? "";
    await expect(
      acceptMovement(owner, { movementId: out, as: { kind: "customer", id: rosa } }),
    ).rejects.toMatchObject(illegal);
    await expect(ignoreMovement(owner, { movementId: out, reason })).rejects.toMatchObject(illegal);
  });
});
