import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenantSettings } from "@/db/schema/tenants";
import { record } from "@/server/events/record";
import { changesOf } from "@/server/kernel/changes";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { readSettings, type Settings } from "../get-settings";
import type { SettingsModule, SettingsOf } from "../settings-registry";

/**
 * Writes a module's checked settings in the open transaction, if `version` is still the one in force; states what changed.
 * Throws Conflict("settings_changed").
 */
export async function saveSettings<M extends SettingsModule>(
  ctx: Ctx,
  tx: Tx,
  { module, version: read, data }: Settings<M>,
): Promise<Settings<M> & { before: SettingsOf<M> }> {
  const before = await readSettings(ctx, tx, module);
  const saved = await tx
    .insert(tenantSettings)
    .values({ tenantId: ctx.tenantId, module, data, version: 1, updatedAt: ctx.now })
    .onConflictDoUpdate({
      target: [tenantSettings.tenantId, tenantSettings.module],
      set: { data, version: read + 1, updatedAt: ctx.now },
      setWhere: sql`${tenantSettings.version} = ${read}`,
    })
    .returning({ version: tenantSettings.version });
  const version = saved[0]?.version;
  if (version !== read + 1) throw new Conflict("settings_changed");
  const changed = changesOf(before.data, data);
  if (changed)
    record(ctx, "settings.updated", {
      entity: { type: "settings", id: module },
      payload: { module, version, ...changed },
    });
  return { module, version, data, before: before.data };
}
