import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import {
  GatewayProblem,
  type SellerLeave,
  type SellerTokens,
} from "@/server/integrations/payments/schema";
import { Conflict, Forbidden, Unavailable } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { openIntegration } from "@/server/modules/integrations/open-integration";
import { reportHealth } from "@/server/modules/integrations/report-health";
import { limit } from "@/server/rate-limit/limit";
import type { Ctx } from "@/server/tenancy/context";
import type { GatewayIdInput } from "../gateway-schema";
import { keepLeave } from "./keep-leave";
import { isGood, leaveCallbackUrl, type LeaveState, readState, verifierOf } from "./leave-state";
import type { FinishLeaveInput } from "./leave-schema";

/** A state is good once; a counter that does not answer lets nobody through. */
const ONCE = { max: 1, windowSeconds: 3_600, onFailure: "deny" } as const;

/**
 * Takes what a seller brought back from MercadoPago: the code for tokens, which are sealed as the tenant's own account.
 * Throws `Conflict` (the seller's no; a state of another session, another tenant, too old or used; the vendor's no), `Unavailable`.
 */
export async function finishLeave(ctx: Ctx, input: FinishLeaveInput): Promise<GatewayIdInput> {
  authorize(ctx, "integration.manage");
  const { actor, tenantId } = ctx;
  if (input.code === "") throw new Conflict("leave_refused");
  if (actor.kind !== "user") throw new Forbidden("forbidden", { action: "integration.manage" });
  const { sellers } = composition();
  if (!sellers) throw new Conflict("leave_not_offered");
  const state = readState(input.state);
  if (!state || !isGood(state, { tenantId, sessionId: actor.sessionId }, ctx.now))
    throw new Conflict("leave_lost");
  if (!(await limit(ctx, `mercadopago.leave:${state.once}`, ONCE)).ok)
    throw new Conflict("leave_lost");
  if (state.integrationId !== "") await openIntegration(ctx, state.integrationId);
  const tokens = await take(ctx, sellers, state, input.code);
  const integrationId = await keepLeave(ctx, state.integrationId, tokens);
  await reportHealth(ctx, integrationId, "ok");
  return { integrationId };
}

async function take(
  ctx: Ctx,
  sellers: SellerLeave,
  state: LeaveState,
  code: string,
): Promise<SellerTokens> {
  const grant = { code, redirectUri: leaveCallbackUrl(), verifier: verifierOf(state) };
  try {
    return await sellers.take(ctx, state.integrationId || newId(), grant);
  } catch (error) {
    if (!(error instanceof GatewayProblem)) throw error;
    const { course, reason } = error;
    if (course === "refused") throw new Conflict("gateway_refused", { reason });
    throw new Unavailable("vendor_unavailable", { vendor: "mercadopago" }, { cause: error });
  }
}
