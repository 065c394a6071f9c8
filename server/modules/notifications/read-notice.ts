import { z } from "zod";
import type { Tx } from "@/db/client";
import { inboundWebhooks } from "@/db/schema/notifications";
import { integrations } from "@/db/schema/operations";
import { and, eq } from "drizzle-orm";
import { defineJob } from "@/server/jobs/define-job";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { applyStatus } from "./internal/apply-status";
import { markAccountDown } from "./internal/mark-account-down";
import { setTemplateStatus } from "./internal/whatsapp-config-store";
import { thisNotice } from "./receive-notice";
import { whatsappConfig } from "./rules/whatsapp-config";
import { type WhatsappNotice, whatsappNotice } from "./rules/whatsapp-notice";

type Trouble = { integrationId: string; reason: string };

/** What became of a notice. */
type Outcome = { status: "done" | "ignored" | "failed"; error: string | null };

/**
 * Works on one notice of WhatsApp's: statuses move the ladder of our messages, whatever their order and however often they
 * come; customers' own messages only stay written down until there is an inbox.
 */
export const readNotice = defineJob({
  name: "notifications.readNotice",
  schema: z.object({ noticeId: z.uuid() }),
  handle: async (ctx, { noticeId }) => {
    const troubles = await inTenant(ctx, (tx) => work(ctx, tx, noticeId));
    for (const { integrationId, reason } of troubles)
      await markAccountDown(ctx, integrationId, reason);
  },
});

async function work(ctx: Ctx, tx: Tx, noticeId: string): Promise<Trouble[]> {
  const [notice] = await tx
    .select()
    .from(inboundWebhooks)
    .where(thisNotice(ctx.tenantId, noticeId))
    .for("update");
  if (notice?.status !== "waiting" || !notice.integrationId) return [];
  const troubles: Trouble[] = [];
  const outcome = await readBody(ctx, tx, notice.integrationId, notice.body, troubles);
  await tx
    .update(inboundWebhooks)
    .set({ ...outcome, processedAt: ctx.now })
    .where(thisNotice(ctx.tenantId, noticeId));
  return troubles;
}

async function readBody(
  ctx: Ctx,
  tx: Tx,
  integrationId: string,
  body: string,
  troubles: Trouble[],
): Promise<Outcome> {
  const parsed = whatsappNotice.safeParse(json(body));
  if (!parsed.success) return { status: "failed", error: "unreadable" };
  const [row] = await tx
    .select({ config: integrations.config })
    .from(integrations)
    .where(and(eq(integrations.tenantId, ctx.tenantId), eq(integrations.id, integrationId)));
  const config = whatsappConfig.safeParse(row?.config);
  if (!config.success) return { status: "ignored", error: "not_connected" };
  const { phoneNumberId, businessAccountId } = config.data;
  let ours = false;
  for (const { account, field, value } of changesOf(parsed.data)) {
    if (account !== businessAccountId) continue;
    if (value.metadata && value.metadata.phone_number_id !== phoneNumberId) continue;
    ours = true;
    for (const status of value.statuses) {
      const reason = await applyStatus(ctx, tx, integrationId, status);
      if (reason) troubles.push({ integrationId, reason });
    }
    if (field === "message_template_status_update")
      await setTemplateStatus(ctx, tx, integrationId, {
        name: value.message_template_name ?? "",
        language: value.message_template_language ?? "",
        status: value.event ?? "",
      });
  }
  return ours ? { status: "done", error: null } : { status: "ignored", error: "foreign_number" };
}

const changesOf = ({ entry }: WhatsappNotice) =>
  entry.flatMap(({ id, changes }) => changes.map((change) => ({ account: id, ...change })));

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
