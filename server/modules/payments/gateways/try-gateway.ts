import { authorize } from "@/server/auth/authorize";
import { GatewayProblem } from "@/server/integrations/payments/schema";
import { Unavailable } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { reportHealth } from "@/server/modules/integrations/report-health";
import type { Ctx } from "@/server/tenancy/context";
import type { GatewayIdInput, TriedGatewayDto } from "./gateway-schema";
import { openGateway } from "./open-gateway";

/** Asks the gateway for a charge that is not there: a read that costs nothing and proves the keys. What it found is the account's health. */
export async function tryGateway(
  ctx: Ctx,
  { integrationId }: GatewayIdInput,
): Promise<TriedGatewayDto> {
  authorize(ctx, "integration.manage");
  const { gateway, account } = await openGateway(ctx, integrationId);
  const reason = await gateway
    .lookUp(ctx, account, { kind: "reference", reference: newId() })
    .then(() => "")
    .catch(reasonOf);
  await reportHealth(ctx, integrationId, reason === "" ? "ok" : "down", reason || null);
  return { ok: reason === "", reason };
}

function reasonOf(error: unknown): string {
  if (error instanceof GatewayProblem) return error.reason;
  if (error instanceof Unavailable) return "unavailable";
  throw error;
}
