import { tenantFlags } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import { FLAG_NAMES, type Flag } from "@/server/modules/tenants/flags";
import { readFlag } from "@/server/modules/tenants/is-enabled";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { fetchTenant } from "./internal/fetch-tenant";
import type { SetTenantFlagInput } from "./schema";

/** Switches a feature for one tenant. Throws `NotFound` for a feature that this version does not have. */
export async function setTenantFlag(ctx: Ctx, input: SetTenantFlagInput): Promise<void> {
  authorize(ctx, "platform.flag.manage");
  const { tenantId, enabled } = input;
  const flag = FLAG_NAMES.find((name): name is Flag => name === input.flag);
  if (!flag) throw new NotFound("flag");
  const own = { ...ctx, tenantId };
  await asPlatform(own, `switch ${flag} ${enabled ? "on" : "off"}`, async (tx) => {
    await fetchTenant(tx, tenantId);
    const before = await readFlag(own, tx, flag);
    await tx
      .insert(tenantFlags)
      .values({ tenantId, flag, enabled, updatedAt: ctx.now })
      .onConflictDoUpdate({
        target: [tenantFlags.tenantId, tenantFlags.flag],
        set: { enabled, updatedAt: ctx.now },
      });
    if (before === enabled) return;
    record(own, "tenant.flagChanged", {
      entity: { type: "tenant", id: tenantId },
      payload: { flag, before, after: enabled },
    });
  });
}
