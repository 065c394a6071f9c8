import { eq, and, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { integrations } from "@/db/schema/operations";
import { Invalid, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { type SyncedTemplate, type WhatsappConfig, whatsappConfig } from "../rules/whatsapp-config";

const thisOne = (tenantId: string, id: string) =>
  and(
    eq(integrations.tenantId, tenantId),
    eq(integrations.id, id),
    eq(integrations.vendor, "whatsapp"),
  );

/** The account's config, locked until the end of the transaction. Throws `NotFound`, or `Invalid` for another vendor's account. */
export async function lockWhatsappConfig(
  ctx: Pick<Ctx, "tenantId">,
  tx: Tx,
  id: string,
): Promise<WhatsappConfig> {
  const [row] = await tx
    .select({ vendor: integrations.vendor, config: integrations.config })
    .from(integrations)
    .where(and(eq(integrations.tenantId, ctx.tenantId), eq(integrations.id, id)))
    .for("update");
  if (!row) throw new NotFound("integration");
  const config = whatsappConfig.safeParse(row.config);
  if (row.vendor !== "whatsapp" || !config.success) throw new Invalid("not_whatsapp");
  return config.data;
}

/** Changes parts of the config; the rest stays as it is. */
export async function patchWhatsappConfig(
  ctx: Pick<Ctx, "tenantId">,
  tx: Tx,
  id: string,
  patch: Partial<WhatsappConfig>,
): Promise<void> {
  await tx
    .update(integrations)
    .set({ config: sql`${integrations.config} || ${JSON.stringify(patch)}::jsonb` })
    .where(thisOne(ctx.tenantId, id));
}

/** The vendor approved, refused or paused a template. */
export async function setTemplateStatus(
  ctx: Pick<Ctx, "tenantId">,
  tx: Tx,
  id: string,
  { name, language, status }: Pick<SyncedTemplate, "name" | "language" | "status">,
): Promise<void> {
  const config = await lockWhatsappConfig(ctx, tx, id);
  if (!status) return;
  const templates = config.templates.map((template) =>
    template.name === name && template.language === language ? { ...template, status } : template,
  );
  await patchWhatsappConfig(ctx, tx, id, { templates });
}
