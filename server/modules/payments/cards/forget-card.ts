import { and, eq, isNotNull, ne } from "drizzle-orm";
import { z } from "zod";
import { paymentMethods } from "@/db/schema/cards";
import { record } from "@/server/events/record";
import { GatewayProblem } from "@/server/integrations/payments/schema";
import { defineJob } from "@/server/jobs/define-job";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openGateway } from "../gateways/open-gateway";
import { openToken } from "./internal/card-token";

/**
 * Has the gateway forget a card that is not used any more, where it can; then our own copy of what charged it goes too, and
 * that is a fact. While the gateway is silent it is tried again, and our copy stays for it.
 */
export const forgetCard = defineJob({
  name: "payments.forgetCard",
  schema: z.object({ methodId: z.uuid() }),
  handle: async (ctx, { methodId }) => {
    const here = and(
      eq(paymentMethods.tenantId, ctx.tenantId),
      eq(paymentMethods.id, methodId),
      ne(paymentMethods.status, "active"),
    );
    const found = await inTenant(ctx, async (tx) => {
      const [row] = await tx.select().from(paymentMethods).where(here);
      if (!row?.tokenSealed) return undefined;
      return { ...row, card: await openToken(ctx, tx, methodId, row.tokenSealed) };
    });
    if (!found) return;
    const reason = await tellGateway(ctx, found);
    await inTenant(ctx, async (tx) => {
      const kept = and(here, isNotNull(paymentMethods.tokenSealed));
      const done = await tx
        .update(paymentMethods)
        .set({ tokenSealed: null })
        .where(kept)
        .returning({ id: paymentMethods.id });
      // Two at once forget it once.
      if (done.length === 0) return;
      const { customerId, provider } = found;
      record(ctx, "paymentMethod.forgotten", {
        entity: { type: "paymentMethod", id: methodId },
        payload: { customerId, provider, atGateway: reason === "", reason },
      });
    });
  },
});

/**
 * Why the gateway could not be told; empty: it was. An account that is gone has nothing to forget, a gateway's no is one for
 * good; keys that are wrong may be mended and silence may end: then it is tried again.
 */
async function tellGateway(
  ctx: Ctx,
  { integrationId, card }: { integrationId: string; card: { customer: string; token: string } },
): Promise<string> {
  try {
    const { gateway, account } = await openGateway(ctx, integrationId);
    if (!gateway.forgetCard) return "not_offered";
    await gateway.forgetCard(ctx, account, card);
    return "";
  } catch (error) {
    if (error instanceof NotFound) return "account_gone";
    const no = error instanceof GatewayProblem && error.course === "refused";
    if (no && error.reason !== "credentials") return error.reason;
    throw error;
  }
}
