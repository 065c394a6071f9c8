import { authorize } from "@/server/auth/authorize";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { schemaOf, type Settings } from "./get-settings";
import { checkSettings } from "./internal/check-settings";
import { saveSettings } from "./internal/save-settings";
import type { UpdateSettingsInput } from "./schema";
import type { SettingsModule, SettingsOf } from "./settings-registry";

/** Modules with a verb of their own, which checks more than a schema can. */
const OWN_VERB: ReadonlySet<SettingsModule> = new Set(["branding", "signIn"]);

/**
 * Replaces a module's settings. `version` is the one the author read: if somebody saved meanwhile it is a
 * Conflict, nobody's change is lost. Throws the schema's `ZodError` (mapped to Invalid with fields at the door),
 * `Invalid` for a module that has a verb of its own, and beside what the tenant lacks for it.
 */
export async function updateSettings<M extends SettingsModule>(
  ctx: Ctx,
  input: UpdateSettingsInput & { module: M },
): Promise<Settings<M>> {
  authorize(ctx, "settings.manage");
  if (OWN_VERB.has(input.module)) throw new Invalid("settings_own_screen");
  const data = schemaOf(input.module).parse(input.data) as SettingsOf<M>;
  const { module, version } = input;
  return inTenant(ctx, async (tx) => {
    await checkSettings(ctx, tx, module, data);
    const saved = await saveSettings(ctx, tx, { module, version, data });
    return { module, version: saved.version, data };
  });
}
