import { and, eq, isNull, or } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, users } from "@/db/schema/auth";
import en from "@/messages/en/security.json";
import es from "@/messages/es/security.json";
import pt from "@/messages/pt/security.json";
import { notifyStaff } from "@/server/modules/notifications/notify-staff";
import { queueMessage } from "@/server/modules/notifications/queue-message";
import type { Ctx, Locale } from "@/server/tenancy/context";
import { tenantOrigin } from "@/server/tenancy/tenant-origin";
import type { SecurityKind } from "../rules/security-kinds";
import { makeSecurityLink } from "../security-link";

const WORDS = { es, en, pt };

/** What an alert says, to whom it is about and to the owners. */
export type Alert = {
  entryId: string;
  kind: SecurityKind;
  membershipId: string | null;
  country: string | null;
};

/**
 * An alert reaches the person that it is about (with a link that needs no sign-in), the owners by mail, and everybody
 * who minds the security log under the bell; in the open transaction, once for each entry.
 */
export async function alertPeople(tx: Tx, ctx: Ctx, alert: Alert): Promise<void> {
  const { entryId, kind, membershipId } = alert;
  const people = await concerned(tx, ctx, membershipId);
  const about = people.find(({ id }) => id === membershipId)?.name;
  const href = `/settings/security?entry=${entryId}`;
  const { origin } = await tenantOrigin(tx, ctx.tenantId);
  for (const { id, locale } of people) {
    const words = WORDS[locale as Locale] ?? es;
    const own = id === membershipId;
    const what = own || !about ? words.kind[kind] : `${words.kind[kind]} (${about})`;
    const link = makeSecurityLink(ctx.tenantId, { entryId, membershipId: id }, ctx.now);
    await queueMessage(ctx, tx, {
      template: "auth.securityAlert",
      to: { membershipId: id },
      params: {
        what,
        where: [alert.country, ctx.ip].filter(Boolean).join(" · ") || words.somewhere,
        when: ctx.now.toISOString(),
      },
      secrets: { url: own ? `${origin}/security-notice/${link}` : `${origin}${href}` },
      dedupeKey: `securityAlert:${entryId}:${id}`,
    });
  }
  await notifyStaff(ctx, tx, {
    permission: "security.manage",
    kind: "security.alert",
    params: { person: about ?? "–" },
    href,
    dedupeKey: `securityAlert:${entryId}`,
  });
}

function concerned(tx: Tx, ctx: Ctx, membershipId: string | null) {
  const isOwner = and(eq(memberships.role, "owner"), isNull(memberships.customRoleId));
  return tx
    .select({ id: memberships.id, name: users.name, locale: users.locale })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.tenantId, ctx.tenantId),
        eq(memberships.status, "active"),
        membershipId ? or(eq(memberships.id, membershipId), isOwner) : isOwner,
      ),
    )
    .limit(20);
}
