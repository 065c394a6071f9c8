import { sql } from "drizzle-orm";
import { z } from "zod";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { noteSecurity } from "@/server/modules/auth/note-security";
import { toCsv } from "./rules/csv";
import {
  type AccessReviewDto,
  type CsvFile,
  reviewedKeyDto,
  reviewedMemberDto,
} from "./security-schema";

/** Rows that one review shows at most; a tenant with more takes the file apart by itself. */
const ROWS_MAX = 2_000;
/** Exports of more rows than this are told in the security log. */
const MASS_EXPORT_ROWS = 500;

/** Who may come in, as what, guarded by what, last seen when; and every living API key with its last use. */
export function accessReview(ctx: Ctx): Promise<AccessReviewDto> {
  authorize(ctx, "security.read");
  const { tenantId } = ctx;
  return inTenant(ctx, async (tx) => {
    const members = await tx.execute(sql`
      select m.id, u.name, u.email, m.phone, m.role, r.name as "customRoleName", m.status, m.created_at as "createdAt",
        exists (select 1 from totp_factors f where f.tenant_id = m.tenant_id and f.membership_id = m.id
          and f.confirmed_at is not null) as "secondFactor",
        (select count(*)::int from passkeys p where p.tenant_id = m.tenant_id and p.membership_id = m.id) as passkeys,
        (select max(s.last_seen_at) from sessions s where s.tenant_id = m.tenant_id and s.membership_id = m.id) as "lastSeenAt"
      from memberships m join users u on u.id = m.user_id
      left join custom_roles r on r.id = m.custom_role_id and r.tenant_id = m.tenant_id
      where m.tenant_id = ${tenantId} order by m.status, lower(u.name), m.id limit ${ROWS_MAX}`);
    const keys = await tx.execute(sql`
      select k.id, k.name, k.prefix, u.name as "createdBy", jsonb_array_length(k.scopes) as scopes,
        k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt"
      from api_keys k left join memberships m on m.id = k.created_by_membership_id and m.tenant_id = k.tenant_id
      left join users u on u.id = m.user_id
      where k.tenant_id = ${tenantId} and k.revoked_at is null order by lower(k.name), k.id limit ${ROWS_MAX}`);
    return {
      members: z.array(memberRow).parse(members.rows),
      keys: z.array(keyRow).parse(keys.rows),
    };
  });
}

const at = z.preprocess(
  (value) => (value ? new Date(value as string | Date).toISOString() : null),
  z.string().nullable(),
);
const memberRow = reviewedMemberDto.extend({
  lastSeenAt: at,
  createdAt: at.transform((value) => value ?? ""),
});
const keyRow = reviewedKeyDto.extend({ expiresAt: at, lastUsedAt: at });

const HEAD = [
  ...["kind", "name", "email_or_prefix", "phone", "role", "status", "second_factor", "passkeys"],
  ...["last_seen_or_used", "created_or_expires"],
];

/** The review as a file for an auditor; that it was taken is a fact, and a mass export above 500 rows. */
export async function exportAccessReview(ctx: Ctx): Promise<CsvFile> {
  const { members, keys } = await accessReview(ctx);
  const rows = [
    HEAD,
    ...members.map((member) => [
      ...["member", member.name, member.email, member.phone],
      ...[member.customRoleName ?? member.role, member.status],
      ...[member.secondFactor, member.passkeys, member.lastSeenAt, member.createdAt],
    ]),
    ...keys.map((key) => [
      ...["api_key", key.name, key.prefix, null, `${key.scopes} scopes`, "active"],
      ...[null, null, key.lastUsedAt, key.expiresAt],
    ]),
  ];
  await inTenant(ctx, async (tx) => {
    record(ctx, "accessReview.exported", {
      entity: { type: "accessReview", id: ctx.tenantId },
      payload: { members: members.length, keys: keys.length },
    });
    if (rows.length > MASS_EXPORT_ROWS)
      await noteSecurity(tx, ctx, {
        kind: "massExport",
        ...("membershipId" in ctx.actor && { membershipId: ctx.actor.membershipId }),
        details: { what: "accessReview", rows: rows.length },
      });
  });
  return { fileName: `access-review-${ctx.now.toISOString().slice(0, 10)}.csv`, text: toCsv(rows) };
}
