import type { Tx } from "@/db/client";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx, Role } from "@/server/tenancy/context";
import type { RolePolicy } from "../sign-in/schema";

/** How members of the (fixed) role may sign in. */
export async function policyOf(tx: Tx, ctx: Ctx, role: string): Promise<RolePolicy> {
  const { data } = await readSettings(ctx, tx, "signIn");
  return data.methodsByRole[role as Role];
}
