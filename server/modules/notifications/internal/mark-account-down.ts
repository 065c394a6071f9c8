import { reportHealth } from "@/server/modules/integrations/report-health";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { notifyStaff } from "../notify-staff";

/**
 * Nothing goes out through the account until somebody mends it: its health says so, which keeps its channel from being
 * chosen, and those who may mend it find news under their bell, once a day.
 */
export async function markAccountDown(
  ctx: Ctx,
  integrationId: string,
  reason: string,
): Promise<void> {
  await reportHealth(ctx, integrationId, "down", reason);
  await inTenant(ctx, (tx) =>
    notifyStaff(ctx, tx, {
      kind: "messages_stopped",
      params: { reason },
      href: "/settings/notifications",
      permission: "integration.read",
      dedupeKey: `whatsapp:${integrationId}:${reason}:${ctx.now.toISOString().slice(0, 10)}`,
    }),
  );
}
