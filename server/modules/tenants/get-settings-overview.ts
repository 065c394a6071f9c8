import { sql } from "drizzle-orm";
import { authorize, holds } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { isOpenAt } from "./rules/calendar";
import { readSettings } from "./get-settings";
import { fetchTenant } from "./internal/tenant-dto";
import { type SettingsOverviewDto, settingsOverviewDto } from "./schema";

/** A key that dies within this many days is told of. */
const EXPIRY_WARNING_DAYS = 14;

/** How the tenant's settings stand, one figure or two for each page of theirs: a single round trip for the index. */
export function getSettingsOverview(ctx: Ctx): Promise<SettingsOverviewDto> {
  authorize(ctx, "settings.read");
  const soon = new Date(ctx.now.getTime() + EXPIRY_WARNING_DAYS * 86_400_000).toISOString();
  const now = ctx.now.toISOString();
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute(sql`
      select
        (select count(*)::int from business_units where tenant_id = ${ctx.tenantId} and archived_at is null) as units,
        (select count(*)::int from branches where tenant_id = ${ctx.tenantId} and archived_at is null) as branches,
        (select count(distinct (template, channel, locale))::int from template_versions where tenant_id = ${ctx.tenantId} and withdrawn_at is null) as templates,
        (select count(*)::int from tenant_domains where tenant_id = ${ctx.tenantId}) as domains,
        (select count(*)::int from tenant_domains where tenant_id = ${ctx.tenantId} and status = 'verified') as "domainsVerified",
        (select count(*)::int from memberships where tenant_id = ${ctx.tenantId} and status = 'active') as members,
        (select count(*)::int from memberships m where m.tenant_id = ${ctx.tenantId} and m.status = 'active' and (
          exists (select 1 from totp_factors f where f.tenant_id = m.tenant_id and f.membership_id = m.id and f.confirmed_at is not null)
          or exists (select 1 from passkeys p where p.tenant_id = m.tenant_id and p.membership_id = m.id))) as "membersWithFactor",
        (select count(*)::int from custom_roles where tenant_id = ${ctx.tenantId}) as "customRoles",
        (select count(*)::int from security_log where tenant_id = ${ctx.tenantId} and reviewed_at is null and severity = 'alert') as alerts,
        (select count(*)::int from api_keys where tenant_id = ${ctx.tenantId} and (revoked_at is null or revoked_at > ${now}) and (expires_at is null or expires_at > ${now})) as "apiKeys",
        (select count(*)::int from api_keys where tenant_id = ${ctx.tenantId} and revoked_at is null and expires_at > ${now} and expires_at < ${soon}) as "apiKeysExpiring",
        (select count(*)::int from webhook_endpoints where tenant_id = ${ctx.tenantId}) as webhooks,
        (select count(*)::int from webhook_endpoints where tenant_id = ${ctx.tenantId} and failing_since is not null) as "webhooksFailing",
        (select count(*)::int from job_dead_letters where tenant_id = ${ctx.tenantId} and status = 'open') as "jobsFailed",
        (select count(*)::int from panic_switches where tenant_id = ${ctx.tenantId} and state <> 'off') as "panicOn"`);
    const tenant = await fetchTenant(tx, ctx.tenantId);
    const { data: branding } = await readSettings(ctx, tx, "branding");
    const { data: calendar } = await readSettings(ctx, tx, "calendar");
    const { data: company } = await readSettings(ctx, tx, "company");
    return settingsOverviewDto.parse({
      ...rows[0],
      alerts: holds(ctx.actor, "security.read") ? rows[0]?.alerts : 0,
      ownBrand: branding.brand !== null,
      companyComplete: [company.legalName, company.taxId, company.address].every(Boolean),
      openNow: isOpenAt(calendar, tenant.timeZone, ctx.now),
    });
  });
}
