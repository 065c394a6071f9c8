import { sql } from "drizzle-orm";
import { tenantSettings } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readSettings, schemaOf, type Settings } from "./get-settings";
import { changesOf } from "@/server/kernel/changes";
import type { UpdateSettingsInput } from "./schema";
import type { SettingsModule, SettingsOf } from "./settings-registry";

/**
 * Replaces a module's settings. `version` is the one the author read: if somebody saved meanwhile it is a
 * Conflict, nobody's change is lost. Throws the schema's `ZodError` (mapped to Invalid with fields at the door).
 */
export async function updateSettings<M extends SettingsModule>(
  ctx: Ctx,
  input: UpdateSettingsInput & { module: M },
): Promise<Settings<M>> {
  authorize(ctx, "settings.manage");
  const data = schemaOf(input.module).parse(input.data) as SettingsOf<M>;
  return inTenant(ctx, async (tx) => {
    const before = await readSettings(ctx, tx, input.module);
    const saved = await tx
      .insert(tenantSettings)
      .values({
        tenantId: ctx.tenantId,
        module: input.module,
        data,
        version: 1,
        updatedAt: ctx.now,
      })
      .onConflictDoUpdate({
        target: [tenantSettings.tenantId, tenantSettings.module],
        set: { data, version: input.version + 1, updatedAt: ctx.now },
        setWhere: sql`${tenantSettings.version} = ${input.version}`,
      })
      .returning({ version: tenantSettings.version });
    const version = saved[0]?.version;
    if (version !== input.version + 1) throw new Conflict("settings_changed");
    const changed = changesOf(before.data, data);
    if (changed)
      record(ctx, "settings.updated", {
        entity: { type: "settings", id: input.module },
        payload: { module: input.module, version, ...changed },
      });
    return { module: input.module, version, data };
  });
}
