import { sql } from "drizzle-orm";
import { z } from "zod";
import { inboundWebhooks } from "@/db/schema/notifications";
import { NotFound } from "@/server/kernel/errors";
import { log } from "@/server/log";
import { notifyStaff } from "@/server/modules/notifications/notify-staff";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { followNotice, thisNotice } from "../internal/follow-notice";
import { nextNoticeAsk, OWN_JOB_MINUTES } from "../rules/next-notice-ask";
import { noticeSubject } from "../rules/notice-subject";

const MOST = 100;
const unread = z.object({
  noticeId: z.uuid(),
  integrationId: z.uuid(),
  subject: noticeSubject,
  asked: z.number(),
});
type Unread = z.output<typeof unread>;

/** Notices whose job could not follow them, the gateway being silent: asked about until it speaks, staff being told. */
export async function followUnread(ctx: Ctx, signal: AbortSignal): Promise<void> {
  const now = ctx.now.toISOString();
  const { rows } = await inTenant(ctx, (tx) =>
    tx.execute(sql`
      select id as "noticeId", integration_id as "integrationId", subject, asked from inbound_webhooks
      where tenant_id = ${ctx.tenantId} and status = 'waiting' and integration_id is not null and subject is not null
        and coalesce(ask_at, received_at + make_interval(mins => ${OWN_JOB_MINUTES})) <= ${now}::timestamptz
      order by coalesce(ask_at, received_at) limit ${MOST}`),
  );
  for (const row of z.array(unread).parse(rows)) {
    if (signal.aborted) return;
    await follow(ctx, row);
  }
}

/** One that cannot be followed must not stop the rest. */
async function follow(ctx: Ctx, { asked, ...notice }: Unread): Promise<void> {
  const { noticeId, integrationId } = notice;
  try {
    await followNotice(ctx, notice);
  } catch (error) {
    if (error instanceof NotFound && error.params["entity"] === "integration")
      return bury(ctx, noticeId);
    log.warn({ err: error, notice: noticeId }, "notice not followed");
    await inTenant(ctx, async (tx) => {
      await tx
        .update(inboundWebhooks)
        .set({ asked: asked + 1, askAt: nextNoticeAsk(asked + 1, ctx.now) })
        .where(thisNotice(ctx, noticeId));
      // Once for each notice's first turn, and for an account not oftener than once a silence: its oldest notice says which.
      const { rows } = await tx.execute<{ name: string; since: string }>(sql`
        select i.name, (select min(w.received_at)::text from inbound_webhooks w where w.tenant_id = i.tenant_id
          and w.integration_id = i.id and w.status = 'waiting') as since
        from integrations i where i.tenant_id = ${ctx.tenantId} and i.id = ${integrationId}`);
      if (rows[0])
        await notifyStaff(ctx, tx, {
          ...{ kind: "gateway_silent", permission: "integration.manage" },
          ...{ href: "/settings/integrations", params: { name: rows[0].name } },
          dedupeKey: `gateway_silent:${integrationId}:${rows[0].since}`,
        });
    });
  }
}

/** Of an account that is no more nobody can be asked. */
async function bury(ctx: Ctx, noticeId: string): Promise<void> {
  await inTenant(ctx, (tx) =>
    tx
      .update(inboundWebhooks)
      .set({ status: "failed", error: "account_gone", processedAt: ctx.now })
      .where(thisNotice(ctx, noticeId)),
  );
}
