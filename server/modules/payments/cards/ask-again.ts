import { and, eq, inArray } from "drizzle-orm";
import { paymentAttempts } from "@/db/schema/payments";
import type { GatewayAccount, PaymentGateway } from "@/server/integrations/payments/schema";
import { notifyStaff } from "@/server/modules/notifications/notify-staff";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { settleCharge } from "../gateways/settle-charge";
import { reopenTry } from "./internal/begin-try";

type Attempt = typeof paymentAttempts.$inferSelect;
type Opened = { gateway: PaymentGateway; account: GatewayAccount };
const OPEN = ["created", "unknown"] as const;

/**
 * A charge of a kept card was not answered for, and the gateway cannot be searched for it: it is asked for again under its
 * key, while that is the same charge and it is still owed. What cannot be asked for so, and was not told of meanwhile, is a
 * person's to clear up: nobody is charged anew. False: nothing was learnt. Throws what the gateway throws.
 */
export async function askAgain(
  ctx: Ctx,
  attempt: Attempt,
  { gateway, account }: Opened,
): Promise<boolean> {
  const { id: reference, integrationId, currency, amountMinor, createdAt } = attempt;
  if (ctx.now.getTime() > createdAt.getTime() + (gateway.keyLastsMs ?? 0)) {
    await leaveToPerson(ctx, attempt);
    return true;
  }
  const { told, card, due } = await reopenTry(ctx, attempt);
  if (!card || !due || account.live !== attempt.live) return false;
  const { title, email } = told;
  const request = { reference, amountMinor, currency, title, email, card };
  const charge = await gateway.tokenCharge?.(ctx, account, request);
  if (charge)
    await settleCharge(ctx, {
      ...{ integrationId, provider: gateway.name, charge: { ...charge, reference } },
    });
  return charge !== undefined;
}

async function leaveToPerson(ctx: Ctx, { id, customerId }: Attempt): Promise<void> {
  const { tenantId, status } = paymentAttempts;
  const undecided = and(
    eq(tenantId, ctx.tenantId),
    eq(paymentAttempts.id, id),
    inArray(status, [...OPEN]),
  );
  await inTenant(ctx, async (tx) => {
    const left = await tx
      .update(paymentAttempts)
      .set({ status: "mismatch", reason: "outcome_unknown", askAt: null })
      .where(undecided)
      .returning({ id: paymentAttempts.id });
    if (left.length === 0) return;
    await notifyStaff(ctx, tx, {
      ...{ kind: "gateway_mismatch", permission: "payment.refund", params: { charge: id } },
      ...{ href: `/customers/${customerId}`, dedupeKey: `gateway_mismatch:${id}` },
    });
  });
}
