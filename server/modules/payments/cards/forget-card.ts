import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { paymentMethods } from "@/db/schema/cards";
import { GatewayProblem } from "@/server/integrations/payments/schema";
import { defineJob } from "@/server/jobs/define-job";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openGateway } from "../gateways/open-gateway";
import { openToken } from "./internal/card-token";

/** Has the gateway forget a card that is not used any more, where it can; then our own copy of what charged it goes too. */
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
    await tellGateway(ctx, found);
    await inTenant(ctx, (tx) => tx.update(paymentMethods).set({ tokenSealed: null }).where(here));
  },
});

/** An account that is gone, and a gateway that knows the card no more, have nothing to forget. */
async function tellGateway(
  ctx: Ctx,
  { integrationId, card }: { integrationId: string; card: { customer: string; token: string } },
): Promise<void> {
  try {
    const { gateway, account } = await openGateway(ctx, integrationId);
    await gateway.forgetCard?.(ctx, account, card);
  } catch (error) {
    const over =
      error instanceof NotFound || (error instanceof GatewayProblem && error.course === "refused");
    if (!over) throw error;
  }
}
