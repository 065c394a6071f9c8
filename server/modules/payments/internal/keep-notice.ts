import { sql } from "drizzle-orm";
import { enqueue } from "@/server/jobs/enqueue";
import { gather } from "@/server/kernel/gather";
import { newId } from "@/server/kernel/ids";
import { GATEWAYS, type Subject } from "@/server/integrations/payments/schema";
import { stampOfIntegrations } from "@/server/modules/integrations/open-integrations";
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
  /** Of the accounts by which it was verified. */
  readonly stamp: string;
};

/** Notices of one statement. */
const MOST = 200;

/**
 * Writes a notice down and asks for the work on it; true once both are durable, false where the tenant's accounts are not
 * those any more by which it was verified. Notices of a tenant that come while others are written go into one transaction
 * together: a gateway that tells of thousands at once waits for few commits.
 */
export const keepNotice = gather<VerifiedNotice, boolean>(
  ({ ctx, stamp }) => `${ctx.tenantId} ${stamp}`,
  MOST,
  async (notices) => {
    const [{ ctx, stamp }] = notices;
    // In one order whichever batch they are in: two that write the same ones never wait for each other in a circle.
    const rows = notices
      .map((notice) => ({ id: newId(), ...notice }))
      .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    // One text for all of them: an array of each column is escaped twice, letter by letter.
    const given = JSON.stringify(rows.map(toGiven));
    const same = await inTenant(ctx, async (tx) => {
      const { rows: answers } = await tx.execute<{ same: boolean; ids: string[] }>(sql`
        with now as materialized (select ${stampOfIntegrations(ctx, GATEWAYS)} = ${stamp} as same), added as (
          insert into inbound_webhooks (id, tenant_id, provider, integration_id, dedupe_key, body, headers, status, error,
            subject, received_at)
          select id, ${ctx.tenantId}::uuid, provider, "integrationId", "dedupeKey", body, jsonb_build_object('query', query),
            case when ignored is null then 'waiting' else 'ignored' end, ignored, subject, "receivedAt"
          from json_to_recordset(${given}::json) as n(id uuid, provider text, "integrationId" uuid, "dedupeKey" text, body text,
            query text, ignored text, subject jsonb, "receivedAt" timestamptz)
          where (select now.same from now)
          on conflict do nothing returning id)
        select now.same, array(select added.id::text from added) as ids from now`);
      const isNew = new Set(answers[0]?.ids);
      for (const { id: noticeId, integrationId, subject, ignored, ctx: caller } of rows)
        if (isNew.has(noticeId) && !ignored && subject)
          enqueue(caller, readGatewayNotice, { noticeId, integrationId, subject });
      return answers[0]?.same === true;
    });
    return notices.map(() => same);
  },
  2,
);

const keyOf = ({ integrationId, dedupeKey }: VerifiedNotice): string =>
  `${integrationId} ${dedupeKey}`;

function toGiven(row: VerifiedNotice & { id: string }) {
  const { ctx, stamp: _, ...given } = row;
  return { ...given, receivedAt: ctx.now };
}
