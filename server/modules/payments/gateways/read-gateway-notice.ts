import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { inboundWebhooks } from "@/db/schema/notifications";
import { defineJob } from "@/server/jobs/define-job";
import { inTenant } from "@/server/tenancy/in-tenant";
import { followCharge } from "./follow-charge";
import { openGateway } from "./open-gateway";

const subject = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["charge", "checkout", "dispute"]), id: z.string() }),
  z.object({ kind: z.literal("reference"), reference: z.string() }),
]);

/** Works on a gateway's notice: a hint only. The gateway is asked what is true, and that is what counts, in whatever order notices come. */
export const readGatewayNotice = defineJob({
  name: "payments.readNotice",
  schema: z.object({ noticeId: z.uuid(), integrationId: z.uuid(), subject }),
  handle: async (ctx, { noticeId, integrationId, subject: about }) => {
    const thisNotice = and(
      eq(inboundWebhooks.tenantId, ctx.tenantId),
      eq(inboundWebhooks.id, noticeId),
    );
    const [notice] = await inTenant(ctx, (tx) =>
      tx.select({ status: inboundWebhooks.status }).from(inboundWebhooks).where(thisNotice),
    );
    if (notice?.status !== "waiting") return;
    const { gateway, account } = await openGateway(ctx, integrationId);
    const charges = await gateway.lookUp(ctx, account, about);
    let ours = 0;
    for (const charge of charges)
      if (await followCharge(ctx, { integrationId, provider: gateway.name, charge })) ours += 1;
    const outcome = { status: ours > 0 ? "done" : "ignored", error: ours > 0 ? null : "not_ours" };
    await inTenant(ctx, (tx) =>
      tx
        .update(inboundWebhooks)
        .set({ ...(outcome as { status: "done" | "ignored" }), processedAt: ctx.now })
        .where(thisNotice),
    );
  },
});
