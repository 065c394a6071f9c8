import { and, eq } from "drizzle-orm";
import { apiKeys } from "@/db/schema/auth";
import { authorize } from "@/server/auth/authorize";
import { apiKeyName } from "@/server/auth/live-api-key";
import { sessionCache } from "@/server/auth/session-cache";
import { record } from "@/server/events/record";
import { Conflict, NotFound } from "@/server/kernel/errors";
import { countUsage } from "@/server/modules/tenants/count-usage";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openScope } from "@/server/tenancy/scope";
import { writeApiKey } from "./internal/write-api-key";
import type { CreatedApiKeyDto, RotateApiKeyInput } from "./schema";

const HOUR_MS = 3_600_000;

/**
 * A new secret with the rights, networks and life of an old key, which works on for `keepOldHours` (0: dead at once).
 * Throws `NotFound`, Conflict("api_key_dead") for a key that is revoked, rotated or expired already, and Invalid when the
 * key may do more than who rotates it: the new secret is theirs to see.
 */
export function rotateApiKey(ctx: Ctx, input: RotateApiKeyInput): Promise<CreatedApiKeyDto> {
  authorize(ctx, "apiKey.manage");
  return inTenant(ctx, async (tx) => {
    const own = and(eq(apiKeys.id, input.apiKeyId), eq(apiKeys.tenantId, ctx.tenantId));
    const [old] = await tx.select().from(apiKeys).where(own).for("update");
    if (!old) throw new NotFound("apiKey");
    if (old.revokedAt || old.retiresAt || (old.expiresAt && old.expiresAt <= ctx.now))
      throw new Conflict("api_key_dead");
    const retiresAt = new Date(ctx.now.getTime() + input.keepOldHours * HOUR_MS);
    await tx.update(apiKeys).set({ retiresAt }).where(own);
    // The old one counts no more while it fades, so that a full plan can rotate too.
    await countUsage(ctx, tx, "apiKeys", -1);
    const made = await writeApiKey(ctx, tx, old);
    record(ctx, "apiKey.rotated", {
      entity: { type: "apiKey", id: old.id },
      payload: { replacedBy: made.id, worksUntil: retiresAt.toISOString() },
    });
    const name = apiKeyName(ctx.tenantId, old.secretHash);
    openScope().afterCommit.push(() => sessionCache.forget(name));
    return made;
  });
}
