import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { Conflict, Forbidden, NotFound } from "@/server/kernel/errors";
import { openIntegration } from "@/server/modules/integrations/open-integration";
import type { Ctx } from "@/server/tenancy/context";
import { resolveTenant } from "@/server/tenancy/resolve-tenant";
import { leaveCallbackUrl, makeState, readState, verifierOf } from "./leave-state";
import type { BeginLeaveInput, BegunLeaveDto } from "./leave-schema";

/**
 * Where a seller gives us leave at MercadoPago, for a new account or for one whose leave ended. What comes back is bound to
 * this session, once, for a quarter of an hour. Throws `NotFound`, `Forbidden` (not a person), `Conflict` (no application).
 */
export async function beginLeave(ctx: Ctx, input: BeginLeaveInput): Promise<BegunLeaveDto> {
  authorize(ctx, "integration.manage");
  const { actor, tenantId, now } = ctx;
  if (actor.kind !== "user") throw new Forbidden("forbidden", { action: "integration.manage" });
  const { integrationId = "", host } = input;
  if (integrationId !== "") {
    const { vendor } = await openIntegration(ctx, integrationId);
    if (vendor !== "mercadopago") throw new NotFound("integration");
  }
  const { sellers } = composition();
  if (!sellers) throw new Conflict("leave_not_offered");
  const at = await resolveTenant(host);
  if (at.kind !== "tenant" || at.tenantId !== tenantId) throw new NotFound("tenant");
  const { sessionId } = actor;
  const state = makeState({ host, integrationId, now, tenantId, sessionId });
  const made = readState(state);
  if (!made) throw new Error("a state that cannot be read");
  const verifier = verifierOf(made);
  return { url: sellers.url({ state, verifier, redirectUri: leaveCallbackUrl() }) };
}
