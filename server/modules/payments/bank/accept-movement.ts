import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict, Invalid, NotFound } from "@/server/kernel/errors";
import { transition } from "@/server/kernel/state-machine";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { decided } from "../proofs/internal/decided";
import { approve } from "../proofs/approve-proof";
import { receivePayment } from "../receive-payment";
import { lockMovement, setMovement } from "./internal/movement-row";
import { needNothingLike } from "./internal/need-nothing-like";
import { readMovement } from "./read-movement";
import { movementMachine } from "./rules/movement-machine";
import { type AcceptMovementInput, acceptMovementInput, type MovementDetailDto } from "./schema";

/**
 * Money that came in becomes a payment of whom a person says, approves the proof that waited for it, or is a payment that
 * stands already. Asked twice it is one. Throws `NotFound`, `IllegalTransition` (decided otherwise), `Conflict`
 * bank_payment_stands or bank_proof_waits (`evenSo` says that it is other money), bank_payment_taken.
 */
export function acceptMovement(ctx: Ctx, given: AcceptMovementInput): Promise<MovementDetailDto> {
  const input = acceptMovementInput.parse(given);
  authorize(ctx, "bank.match");
  return inTenant(ctx, async (tx) => {
    await accept(ctx, tx, input);
    return readMovement(ctx, tx, input.movementId);
  });
}

type Accepting = ReturnType<typeof acceptMovementInput.parse>;
type Movement = Awaited<ReturnType<typeof lockMovement>>;
type Became = { paymentId: string; customerId: string; proofId: string | null };

/** The same in the open transaction. Who may, the caller has asked. */
export async function accept(ctx: Ctx, tx: Tx, input: Accepting): Promise<void> {
  const row = await lockMovement(ctx, tx, input.movementId);
  const { as } = input;
  if (row.status === "matched" && sameAs(row, as)) return;
  if (row.status === "linked" && as.kind === "payment" && row.paymentId === as.id) return;
  const status = transition(
    "bankMovement",
    movementMachine,
    row.status,
    as.kind === "payment" ? "link" : "match",
  );
  const became = await BECOME[as.kind](ctx, tx, row, input);
  await setMovement(ctx, tx, row.id, { status, ...became, ...decided(ctx) });
  record(ctx, "bankMovement.matched", {
    entity: { type: "bankMovement", id: row.id },
    payload: { ...became, how: as.kind, confidence: row.confidence },
  });
}

const sameAs = (row: Movement, as: Accepting["as"]): boolean =>
  as.kind === "proof" ? row.proofId === as.id : as.kind === "customer" && row.customerId === as.id;

type Become = (ctx: Ctx, tx: Tx, row: Movement, input: Accepting) => Promise<Became>;
const BECOME: Record<Accepting["as"]["kind"], Become> = {
  customer: async (ctx, tx, row, { as: { id: customerId }, evenSo }) => {
    const { currency, amountMinor, movedOn: receivedOn, reference, text: note } = row;
    const paymentId = await receivePayment(ctx, tx, {
      ...{ customerId, method: "transfer", currency, amountMinor, receivedOn, reference, note },
      provider: "bank",
      // What was taken back stands: another posting of the same movement is another payment.
      providerPaymentId: row.undone === 0 ? row.id : `${row.id}:${row.undone}`,
      to: await meant(ctx, tx, row, customerId),
    });
    // Now the customer is locked: nobody brings a proof or writes the same payment down meanwhile.
    if (!evenSo) await needNothingLike(ctx, tx, row, customerId);
    return { paymentId, customerId, proofId: null };
  },
  proof: async (ctx, tx, row, { as: { id: proofId }, evenSo }) => {
    const { amountMinor, movedOn: receivedOn } = row;
    const paymentId = await approve(ctx, tx, { proofId, amountMinor, receivedOn, evenSo });
    return { ...(await needPayment(ctx, tx, row, paymentId)), proofId };
  },
  payment: async (ctx, tx, row, { as: { id } }) => ({
    ...(await needPayment(ctx, tx, row, id)),
    proofId: null,
  }),
};

/** The oldest invoice that is open of exactly the amount; none: the oldest due first. */
async function meant(ctx: Ctx, tx: Tx, { currency, amountMinor }: Movement, customerId: string) {
  const { rows } = await tx.execute<{ invoiceId: string }>(sql`
    select id as "invoiceId" from invoices where tenant_id = ${ctx.tenantId} and customer_id = ${customerId}
      and currency = ${currency} and document_status = 'finalized' and open_minor = ${amountMinor}
    order by due_on, id limit 1`);
  return rows.length > 0 ? rows : ("oldest" as const);
}

/** The payment that the movement is: it stands, is of the same money, and no other movement is it. */
async function needPayment(ctx: Ctx, tx: Tx, row: Movement, paymentId: string) {
  const { rows } = await tx.execute<{ customerId: string; same: boolean; taken: boolean }>(sql`
    select p.customer_id as "customerId", p.status in ('recorded', 'verified') and p.currency = ${row.currency}
        and p.amount_minor = ${row.amountMinor} as same,
      exists (select 1 from bank_movements b where b.tenant_id = p.tenant_id and b.payment_id = p.id
        and b.status in ('matched', 'linked')) as taken
    from payments p where p.tenant_id = ${ctx.tenantId} and p.id = ${paymentId} for update of p`);
  const [payment] = rows;
  if (!payment) throw new NotFound("payment");
  if (payment.taken) throw new Conflict("bank_payment_taken");
  if (!payment.same) throw new Invalid("bank_payment_differs");
  return { paymentId, customerId: payment.customerId };
}
