import { and, eq, lte } from "drizzle-orm";
import { z } from "zod";
import { gatewayRefunds } from "@/db/schema/payments";
import { record } from "@/server/events/record";
import { type Charge, GatewayProblem, type Refund } from "@/server/integrations/payments/schema";
import { defineJob } from "@/server/jobs/define-job";
import { NotFound } from "@/server/kernel/errors";
import { log } from "@/server/log";
import { notifyStaff } from "@/server/modules/notifications/notify-staff";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { GatewayRefund } from "../internal/charge-refunds-of";
import { nextRefundAsk } from "../rules/next-refund-ask";
import { openGateway } from "./open-gateway";
import { settleCharge } from "./settle-charge";

/** Longer than any exchange with all its tries: while one asks, nobody else does. */
const CLAIM_MS = 10 * 60_000;

/** Asks a gateway to give back what staff decided; asked again, nothing goes back twice. */
export const askRefund = defineJob({
  name: "payments.askRefund",
  schema: z.object({ refundId: z.uuid() }),
  handle: async (ctx, { refundId }) => giveBack(ctx, refundId),
});

const here = (ctx: Ctx, id: string) =>
  and(eq(gatewayRefunds.tenantId, ctx.tenantId), eq(gatewayRefunds.id, id));

/** What is due, or lies unanswered, is asked for; one that is claimed or decided is left alone. */
export async function giveBack(ctx: Ctx, refundId: string): Promise<void> {
  const claimed = await inTenant(ctx, async (tx) => {
    const askAt = new Date(ctx.now.getTime() + CLAIM_MS);
    const [row] = await tx
      .update(gatewayRefunds)
      .set({ askAt })
      .where(and(here(ctx, refundId), lte(gatewayRefunds.askAt, ctx.now)))
      .returning();
    return row;
  });
  if (claimed) await ask(ctx, claimed);
}

async function ask(ctx: Ctx, row: GatewayRefund): Promise<void> {
  const { integrationId, chargeId, amountMinor, currency, beforeMinor: refundedMinor } = row;
  try {
    const { gateway, account } = await openGateway(ctx, integrationId);
    const subject = { kind: "charge", id: chargeId } as const;
    const find = async () => (await gateway.lookUp(ctx, account, subject))[0];
    // What was asked for before may have gone: then the charge says so, whatever became of the answer.
    const known = row.asked > 0 ? await find() : undefined;
    const gone = (known?.refundedMinor ?? 0) >= refundedMinor + amountMinor;
    const refund: Refund = gone
      ? { id: row.refundId ?? "", amountMinor, status: "succeeded" }
      : await gateway.refund(ctx, account, {
          ...{ chargeId, amountMinor, currency, key: row.id, refundedMinor },
        });
    if (refund.status === "failed") return await fail(ctx, row, "failed");
    const charge = await find();
    const went = gone || (charge?.refundedMinor ?? 0) >= refundedMinor + amountMinor;
    if (went && charge)
      return await succeed(ctx, row, refund.id, { gateway: gateway.name, charge });
    await wait(ctx, row, { status: "pending", refundId: refund.id });
  } catch (error) {
    if (error instanceof GatewayProblem && error.course === "refused")
      return fail(ctx, row, error.reason);
    // An account that is no more can be asked nothing; what it never answered for must not wait for ever.
    if (error instanceof NotFound && row.status === "pending" && row.refundId === null)
      return fail(ctx, row, "account_gone");
    log.warn({ err: error, refund: row.id }, "refund not answered for");
    const unknown = error instanceof GatewayProblem && error.course === "unknown";
    await wait(ctx, row, { status: unknown ? "unknown" : row.status });
  }
}

/** The books follow what the gateway says of the charge; only then is it done here. */
async function succeed(
  ctx: Ctx,
  row: GatewayRefund,
  refundId: string,
  { gateway, charge }: { gateway: Parameters<typeof settleCharge>[1]["provider"]; charge: Charge },
): Promise<void> {
  const { integrationId, reason } = row;
  await settleCharge(ctx, { integrationId, provider: gateway, charge, reason });
  await inTenant(ctx, (tx) =>
    tx
      .update(gatewayRefunds)
      .set({ status: "succeeded", refundId, askAt: null, asked: row.asked + 1 })
      .where(here(ctx, row.id)),
  );
}

async function wait(
  ctx: Ctx,
  row: GatewayRefund,
  set: Partial<Pick<GatewayRefund, "status" | "refundId">>,
): Promise<void> {
  const asked = row.asked + 1;
  const askAt = nextRefundAsk(asked, ctx.now);
  await inTenant(ctx, (tx) =>
    tx
      .update(gatewayRefunds)
      .set({ ...set, asked, askAt })
      .where(here(ctx, row.id)),
  );
}

/** The gateway's no: nothing went, and staff is told. */
async function fail(ctx: Ctx, row: GatewayRefund, failure: string): Promise<void> {
  const { paymentId: id, customerId, currency, amountMinor, provider } = row;
  await inTenant(ctx, async (tx) => {
    await tx
      .update(gatewayRefunds)
      .set({ status: "failed", failure, askAt: null, asked: row.asked + 1 })
      .where(here(ctx, row.id));
    record(ctx, "payment.refundFailed", {
      entity: { type: "payment", id },
      payload: { customerId, currency, amountMinor, provider, failure },
    });
    await notifyStaff(ctx, tx, {
      ...{ kind: "gateway_refund_failed", permission: "payment.refund", href: `/payments/${id}` },
      ...{ params: { charge: row.chargeId }, dedupeKey: `gateway_refund_failed:${row.id}` },
    });
  });
}
