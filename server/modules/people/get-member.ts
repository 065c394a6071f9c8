import { sql } from "drizzle-orm";
import { z } from "zod";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchMember } from "./internal/member-row";
import type { MemberDetailDto } from "./schema";

/** One member, with what guards their account. Throws NotFound. */
export function getMember(ctx: Ctx, input: { membershipId: string }): Promise<MemberDetailDto> {
  authorize(ctx, "member.read");
  const { tenantId, now } = ctx;
  const { membershipId } = input;
  return inTenant(ctx, async (tx) => {
    const member = await fetchMember(tx, ctx, membershipId);
    const at = now.toISOString();
    const { rows } = await tx.execute(sql`
      select (select count(*)::int from sessions s where s.tenant_id = ${tenantId} and s.membership_id = ${membershipId}
          and s.revoked_at is null and s.idle_expires_at > ${at} and s.expires_at > ${at}) as sessions,
        (select max(s.last_seen_at) from sessions s where s.tenant_id = ${tenantId} and s.membership_id = ${membershipId}) as "lastSeenAt",
        exists (select 1 from totp_factors f where f.tenant_id = ${tenantId} and f.membership_id = ${membershipId}
          and f.confirmed_at is not null) as "secondFactor",
        (select count(*)::int from passkeys p where p.tenant_id = ${tenantId} and p.membership_id = ${membershipId}) as passkeys`);
    return { ...member, ...guards.parse(rows[0]) };
  });
}

const guards = z.object({
  sessions: z.number(),
  lastSeenAt: z.preprocess(
    (value) => (value ? new Date(value as string | Date).toISOString() : null),
    z.string().nullable(),
  ),
  secondFactor: z.boolean(),
  passkeys: z.number(),
});
