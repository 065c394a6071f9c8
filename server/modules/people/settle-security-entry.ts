import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { settleEntry } from "./internal/settle-entry";
import type { SettleInput } from "./security-schema";

/** One tap: it was expected, or end what it names (session, key, the member's sessions). Throws NotFound. */
export async function settleSecurityEntry(ctx: Ctx, input: SettleInput): Promise<void> {
  authorize(ctx, "security.manage");
  const by = ctx.actor.kind === "user" ? ctx.actor.membershipId : null;
  await inTenant(ctx, (tx) => settleEntry(tx, ctx, input, by));
}
