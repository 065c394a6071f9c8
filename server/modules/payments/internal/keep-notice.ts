import { sql } from "drizzle-orm";
import { enqueue } from "@/server/jobs/enqueue";
import { gather } from "@/server/kernel/gather";
import { newId } from "@/server/kernel/ids";
import type { Subject } from "@/server/integrations/payments/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readGatewayNotice } from "../gateways/read-gateway-notice";

/** A gateway's notice that was verified. */
export type VerifiedNotice = {
  readonly ctx: Ctx;
  readonly provider: string;
  readonly integrationId: string;
  readonly dedupeKey: string;
  readonly body: string;
  /** What came behind the address. */
  readonly query: string;
  /** Why it is kept and not worked on. */
  readonly ignored: string | null;
  readonly subject: Subject | undefined;
};

/** Notices of one statement. */
const MOST = 200;

/**
 * Writes a notice down and asks for the work on it; resolves once both are durable. Notices of a tenant that come while
 * others are written go into one transaction together: a gateway that tells of thousands at once waits for few commits.
 */
export const keepNotice = gather<VerifiedNotice, void>(
  ({ ctx }) => ctx.tenantId,
  MOST,
  async (notices) => {
    const [{ ctx }] = notices;
    const rows = notices.map((notice) => ({ id: newId(), ...notice }));
    const column = (of: (row: (typeof rows)[number]) => string | null) => sql.param(rows.map(of));
    await inTenant(ctx, async (tx) => {
      const { rows: added } = await tx.execute<{ id: string }>(sql`
        insert into inbound_webhooks (id, tenant_id, provider, integration_id, dedupe_key, body, headers, status, error, subject, received_at)
        select n.id, ${ctx.tenantId}::uuid, n.provider, n.integration_id, n.dedupe_key, n.body, jsonb_build_object('query', n.query),
          case when n.error is null then 'waiting' else 'ignored' end, n.error, n.subject, n.received_at
        from unnest(${column(({ id }) => id)}::uuid[], ${column(({ provider }) => provider)}::text[],
          ${column(({ integrationId }) => integrationId)}::uuid[], ${column(({ dedupeKey }) => dedupeKey)}::text[],
          ${column(({ body }) => body)}::text[], ${column(({ query }) => query)}::text[],
          ${column(({ ignored }) => ignored)}::text[],
          ${column(({ subject }) => (subject ? JSON.stringify(subject) : null))}::jsonb[], ${column((row) => row.ctx.now.toISOString())}::timestamptz[]
        ) as n(id, provider, integration_id, dedupe_key, body, query, error, subject, received_at)
        on conflict do nothing returning id`);
      const isNew = new Set(added.map(({ id }) => id));
      for (const { id: noticeId, integrationId, subject, ignored, ctx: caller } of rows)
        if (isNew.has(noticeId) && !ignored && subject)
          enqueue(caller, readGatewayNotice, { noticeId, integrationId, subject });
    });
    return notices.map(() => undefined);
  },
);
