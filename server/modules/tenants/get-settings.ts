import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenantSettings } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type SettingsModule, type SettingsOf, settingsRegistry } from "./settings-registry";

/** A module's settings as saved, over the defaults; version 0: nothing was saved yet. */
export type Settings<M extends SettingsModule> = {
  module: M;
  version: number;
  data: SettingsOf<M>;
};

/** A module's settings, for the settings screen. Throws `NotFound` for a module that has none. */
export async function getSettings<M extends SettingsModule>(
  ctx: Ctx,
  input: { module: M },
): Promise<Settings<M>> {
  authorize(ctx, "settings.read");
  return inTenant(ctx, (tx) => readSettings(ctx, tx, input.module));
}

/** The same inside another verb's transaction, without asking who reads: rules of the product need them. */
export async function readSettings<M extends SettingsModule>(
  ctx: Pick<Ctx, "tenantId">,
  tx: Tx,
  module: M,
): Promise<Settings<M>> {
  const schema = schemaOf(module);
  const [row] = await tx
    .select({ data: tenantSettings.data, version: tenantSettings.version })
    .from(tenantSettings)
    .where(and(eq(tenantSettings.tenantId, ctx.tenantId), eq(tenantSettings.module, module)));
  const data = schema.parse(row?.data ?? {}) as SettingsOf<M>;
  return { module, version: row?.version ?? 0, data };
}

/** The module's schema; throws `NotFound("settings")`, since the name comes from outside. */
export function schemaOf(module: string): (typeof settingsRegistry)[SettingsModule] {
  if (!Object.hasOwn(settingsRegistry, module)) throw new NotFound("settings");
  return settingsRegistry[module as SettingsModule];
}
