import { and, eq } from "drizzle-orm";
import { routers } from "@/db/schema/network";
import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { Invalid } from "@/server/kernel/errors";
import { updateIntegration } from "@/server/modules/integrations/update-integration";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readRouter } from "./internal/router-dto";
import { fetchRouter } from "./internal/router-row";
import type { RouterDto, UpdateRouterInput } from "./schema";

/** Changes how a router is reached or how it cuts; it counts as unchecked until the next preflight. Throws `NotFound`. */
export async function updateRouter(ctx: Ctx, input: UpdateRouterInput): Promise<RouterDto> {
  authorize(ctx, "router.manage");
  const { routerId, password, ...fields } = input;
  const dto = await inTenant(ctx, async (tx) => {
    const before = await fetchRouter(ctx, tx, routerId, { lock: true });
    const mode = fields.tlsMode ?? before.tlsMode;
    if (mode === "pinned" && !(fields.tlsFingerprint ?? before.tlsFingerprint))
      throw new Invalid(
        "fingerprint_needed",
        {},
        { fields: { tlsFingerprint: "fingerprint_needed" } },
      );
    await tx
      .update(routers)
      .set({ ...fields, state: "new", updatedAt: ctx.now })
      .where(and(eq(routers.tenantId, ctx.tenantId), eq(routers.id, routerId)));
    await updateIntegration(ctx, {
      integrationId: before.integrationId,
      name: fields.name,
      ...(password !== undefined && { credentials: { password } }),
    });
    record(ctx, "router.updated", {
      entity: { type: "router", id: routerId },
      payload: { fields: [...Object.keys(fields), ...(password ? ["password"] : [])] },
    });
    return readRouter(ctx, tx, routerId);
  });
  await composition().routers.forget(ctx, routerId);
  return dto;
}
