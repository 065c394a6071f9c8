import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { memberships, users } from "@/db/schema/auth";
import { webhookEndpoints } from "@/db/schema/hub";
import { composition } from "@/server/composition";
import { defineJob } from "@/server/jobs/define-job";
import { parseParty } from "@/server/mail/mail";
import { sendMail } from "@/server/mail/send-mail";
import type { Ctx, Locale } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tenantOrigin } from "./internal/tenant-origin";
import { disabledEndpointMail } from "./rules/disabled-endpoint-mail";

/** Tells owners and administrators that an endpoint was switched off; each mail carries a key, so a retry sends none twice. */
export const mailDisabledEndpoint = defineJob({
  name: "webhooks.mailDisabled",
  schema: z.object({ endpointId: z.uuid(), eventId: z.uuid() }),
  handle: async (ctx, { endpointId, eventId }) => {
    const found = await inTenant(ctx, (tx) => find(ctx, tx, endpointId));
    if (!found) return;
    for (const { email, name, locale } of found.managers)
      await sendMail(ctx, {
        from: parseParty(composition().env.TRAMA_MAIL_FROM),
        to: { name, address: email },
        ...disabledEndpointMail(locale, { host: found.host, href: found.href }),
        idempotencyKey: `webhook-disabled:${eventId}:${email}`.slice(0, 200),
      });
  },
});

async function find(ctx: Ctx, tx: Tx, endpointId: string) {
  const [endpoint] = await tx
    .select({ url: webhookEndpoints.url })
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.tenantId, ctx.tenantId), eq(webhookEndpoints.id, endpointId)));
  if (!endpoint) return undefined;
  const managers = await tx
    .select({ email: users.email, name: users.name, locale: users.locale })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.tenantId, ctx.tenantId),
        eq(memberships.status, "active"),
        inArray(memberships.role, ["owner", "admin"]),
        isNotNull(users.email),
      ),
    );
  return {
    host: new URL(endpoint.url).host,
    href: `${await tenantOrigin(tx, ctx.tenantId)}/settings/webhooks`,
    managers: managers.map((row) => ({
      ...row,
      email: row.email ?? "",
      locale: row.locale as Locale,
    })),
  };
}
