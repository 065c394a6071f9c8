import { and, eq } from "drizzle-orm";
import { securityLog } from "@/db/schema/identity";
import { Invalid } from "@/server/kernel/errors";
import type { SecurityKind } from "@/server/modules/auth/rules/security-kinds";
import { readSecurityLink, type SecurityLink } from "@/server/modules/auth/security-link";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tenantOrigin } from "@/server/tenancy/tenant-origin";
import { perAddress } from "./internal/per-address";
import { settleEntry } from "./internal/settle-entry";
import type { AnswerNoticeInput, NoticeDto } from "./security-schema";

/** What the link of an alert shows to the person that it is about. Throws Invalid("notice_gone"), TooManyRequests. */
export async function openSecurityNotice(ctx: Ctx, input: { link: string }): Promise<NoticeDto> {
  await perAddress(ctx, "security-notice", 60);
  const link = vet(ctx, input.link);
  return inTenant(ctx, async (tx) => {
    const [entry] = await tx.select().from(securityLog).where(ofLink(ctx, link));
    if (!entry) throw new Invalid("notice_gone");
    const { ip, country, userAgent, outcome } = entry;
    const { name: companyName } = await tenantOrigin(tx, ctx.tenantId);
    const createdAt = entry.createdAt.toISOString();
    const kind = entry.kind as SecurityKind;
    return { companyName, kind, ip, country, userAgent, createdAt, outcome };
  });
}

/** "It was me", or "end it", by the link of an alert: no sign-in, for one's own only. Safe to repeat. */
export async function answerSecurityNotice(ctx: Ctx, input: AnswerNoticeInput): Promise<void> {
  await perAddress(ctx, "security-notice-answer", 20);
  const link = vet(ctx, input.link);
  await inTenant(ctx, async (tx) => {
    const [entry] = await tx
      .select({ id: securityLog.id })
      .from(securityLog)
      .where(ofLink(ctx, link));
    if (!entry) throw new Invalid("notice_gone");
    const { outcome } = input;
    await settleEntry(tx, ctx, { entryId: entry.id, outcome }, link.membershipId);
  });
}

function vet(ctx: Ctx, text: string): SecurityLink {
  const link = readSecurityLink(ctx.tenantId, text, ctx.now);
  if (!link) throw new Invalid("notice_gone");
  return link;
}

/** The entry must be about the member whom the link was made for. */
const ofLink = (ctx: Ctx, link: SecurityLink) =>
  and(
    eq(securityLog.tenantId, ctx.tenantId),
    eq(securityLog.id, link.entryId),
    eq(securityLog.membershipId, link.membershipId),
  );
