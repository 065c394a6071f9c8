import { and, eq } from "drizzle-orm";
import { inboundWebhooks } from "@/db/schema/notifications";
import type { Subject } from "@/server/integrations/payments/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openGateway } from "../gateways/open-gateway";
import { followCharge } from "../gateways/follow-charge";

export type FollowedNotice = { noticeId: string; integrationId: string; subject: Subject };

export const thisNotice = (ctx: Ctx, id: string) =>
  and(eq(inboundWebhooks.tenantId, ctx.tenantId), eq(inboundWebhooks.id, id));

/**
 * Asks the gateway what is true of what its notice names, and takes that over; one that was followed is left alone. Throws
 * what the gateway's silence throws: the notice waits on.
 */
export async function followNotice(
  ctx: Ctx,
  { noticeId, integrationId, subject }: FollowedNotice,
): Promise<void> {
  const here = thisNotice(ctx, noticeId);
  const [notice] = await inTenant(ctx, (tx) =>
    tx.select({ status: inboundWebhooks.status }).from(inboundWebhooks).where(here),
  );
  if (notice?.status !== "waiting") return;
  const { gateway, account } = await openGateway(ctx, integrationId);
  const charges = await gateway.lookUp(ctx, account, subject);
  let ours = 0;
  for (const charge of charges)
    if (await followCharge(ctx, { integrationId, provider: gateway.name, charge })) ours += 1;
  const outcome =
    ours > 0
      ? ({ status: "done", error: null } as const)
      : ({ status: "ignored", error: "not_ours" } as const);
  await inTenant(ctx, (tx) =>
    tx
      .update(inboundWebhooks)
      .set({ ...outcome, processedAt: ctx.now })
      .where(here),
  );
}
