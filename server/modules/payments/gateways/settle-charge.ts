import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { paymentAttempts, type Voucher } from "@/db/schema/payments";
import type { Charge, GatewayName } from "@/server/integrations/payments/schema";
import { isUuid } from "@/server/kernel/ids";
import { notifyStaff } from "@/server/modules/notifications/notify-staff";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { followTry } from "../cards/follow-try";
import { keepCard } from "../cards/keep-card";
import { openChosen } from "../internal/open-chosen";
import { takesTestMoney } from "../internal/takes-test-money";
import { receivePayment } from "../receive-payment";
import { judgeCharge, mayMove, nextAsk, type Verdict } from "../rules/judge-charge";
import { followLosses } from "./follow-losses";

export type SettleChargeInput = {
  integrationId: string;
  provider: GatewayName;
  charge: Charge;
  /** Why staff gave money back, where they did. */
  reason?: string;
};
type Attempt = typeof paymentAttempts.$inferSelect;

const METHODS = {
  culqi: "card",
  izipay: "card",
  mercadopago: "wallet",
  niubiz: "card",
  paypal: "wallet",
  stripe: "card",
} as const;

/**
 * Takes over what the gateway itself said of a charge: the money that was asked for becomes a payment with its receipt,
 * once; what the gateway gave back or lost is followed. Anything else than what was asked for pays nothing and is told to
 * staff. Returns false when the charge is of no attempt of this account.
 */
export function settleCharge(ctx: Ctx, input: SettleChargeInput): Promise<boolean> {
  const { integrationId, provider, charge } = input;
  return inTenant(ctx, async (tx) => {
    const told = await claimAttempt(ctx, tx, charge.reference);
    if (told?.integrationId !== integrationId || told.provider !== provider) return false;
    const verdict = await judge(ctx, tx, told, charge);
    const paymentId = verdict.came ? await takeMoney(ctx, tx, told, input) : null;
    // Its row after the customer's (decision 0062): who has the customer writes their attempts.
    const attempt = await lockAttempt(ctx, tx, told.id);
    if (verdict.came) await keepCard(ctx, tx, attempt, charge);
    if (mayMove(attempt, verdict, charge.id)) {
      const { status, reason } = verdict;
      const chargeId = charge.id === attempt.checkoutId ? attempt.chargeId : charge.id;
      const voucher = voucherOf(charge) ?? attempt.voucher;
      const now = { ...attempt, status, chargeId, voucher };
      await tx
        .update(paymentAttempts)
        .set({
          status,
          reason,
          ...{ chargeId, voucher },
          askAt: nextAsk(now, ctx.now),
          ...(paymentId && { paymentId }),
        })
        .where(thisAttempt(ctx, attempt.id));
      await followTry(ctx, tx, attempt, { status, reason });
      await warn(ctx, tx, attempt, { status, chargeId: charge.id });
    }
    return true;
  });
}

/** What waits to be paid elsewhere, for our own pages to tell. */
function voucherOf(charge: Charge): Voucher | undefined {
  const { status, voucherUrl = "", voucherCode, expiresAt } = charge;
  // It becomes a link on a page of ours: nothing but an address is one.
  const url = /^https?:\/\//.test(voucherUrl) && URL.canParse(voucherUrl) ? voucherUrl : null;
  if (status !== "pending" || (url === null && voucherCode === undefined)) return undefined;
  return { url, code: voucherCode ?? null, until: expiresAt?.toISOString() ?? null };
}

/** Whatever was asked for, play money never becomes a real tenant's payment. */
async function judge(ctx: Ctx, tx: Tx, attempt: Attempt, charge: Charge): Promise<Verdict> {
  const verdict = judgeCharge(attempt, charge);
  const real = !verdict.came || attempt.paymentId !== null || charge.live;
  if (real || (await takesTestMoney(ctx, tx))) return verdict;
  return { status: "mismatch", reason: "other_mode", came: false };
}

/** The attempt, which nobody else settles until the transaction ends. */
async function claimAttempt(ctx: Ctx, tx: Tx, id: string): Promise<Attempt | undefined> {
  if (!isUuid(id)) return undefined;
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`attempt:${ctx.tenantId}:${id}`}, 0))`,
  );
  const [row] = await tx.select().from(paymentAttempts).where(thisAttempt(ctx, id));
  return row;
}

/** The same as it is by now, nobody else's. */
async function lockAttempt(ctx: Ctx, tx: Tx, id: string): Promise<Attempt> {
  const [row] = await tx.select().from(paymentAttempts).where(thisAttempt(ctx, id)).for("update");
  if (!row) throw new Error("an attempt vanished while it was settled");
  return row;
}

const thisAttempt = (ctx: Ctx, id: string) =>
  and(eq(paymentAttempts.tenantId, ctx.tenantId), eq(paymentAttempts.id, id));

async function takeMoney(
  ctx: Ctx,
  tx: Tx,
  attempt: Attempt,
  { integrationId, provider, charge, reason }: SettleChargeInput,
): Promise<string> {
  const { customerId, currency, amountMinor, invoiceIds } = attempt;
  const chosen = await openChosen(ctx, tx, customerId, invoiceIds);
  const paymentId = await receivePayment(ctx, tx, {
    ...{ customerId, method: METHODS[provider], currency, amountMinor, receivedOn: "" },
    ...{ reference: charge.id, provider, providerPaymentId: charge.id, integrationId },
    // What was chosen and is paid by now gives way to the oldest: the money came, and must find its place.
    to: chosen.length > 0 ? chosen : "oldest",
  });
  await followLosses(ctx, tx, { paymentId, customerId, provider, charge, reason });
  return paymentId;
}

const WARNINGS: ReadonlyMap<string, string> = new Map([
  ["mismatch", "gateway_mismatch"],
  ["disputed", "gateway_dispute"],
  ["chargedBack", "gateway_dispute"],
]);

/** What only a person can decide. */
async function warn(
  ctx: Ctx,
  tx: Tx,
  { customerId }: Attempt,
  { status, chargeId }: { status: string; chargeId: string },
): Promise<void> {
  const kind = WARNINGS.get(status);
  if (!kind) return;
  await notifyStaff(ctx, tx, {
    ...{ kind, permission: "payment.refund", href: `/customers/${customerId}` },
    ...{ params: { charge: chargeId }, dedupeKey: `${kind}:${chargeId}:${status}` },
  });
}
