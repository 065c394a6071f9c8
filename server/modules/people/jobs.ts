import { and, eq, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { memberships, users } from "@/db/schema/auth";
import { securityLog } from "@/db/schema/identity";
import { defineJob } from "@/server/jobs/define-job";
import { tickSchema } from "@/server/jobs/schedule-tick";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { inTenant } from "@/server/tenancy/in-tenant";
import { writeReset } from "./internal/write-reset";

/** Days that the security log is kept; the chain keeps the facts. */
const SECURITY_LOG_DAYS = 400;

/** Sends the link for a new password to the active member who has the address, if any. */
export const sendPasswordReset = defineJob({
  name: "people.sendPasswordReset",
  schema: z.object({ email: z.string().nullable() }),
  handle: (ctx, { email }) =>
    inTenant(ctx, async (tx) => {
      if (!email) return;
      const [member] = await tx
        .select({ id: memberships.id })
        .from(memberships)
        .innerJoin(users, eq(users.id, memberships.userId))
        .where(
          and(
            eq(memberships.tenantId, ctx.tenantId),
            eq(users.email, email),
            eq(memberships.status, "active"),
            eq(users.status, "active"),
            ...(ctx.tenantId === PLATFORM_TENANT_ID
              ? [sql`app.is_platform_admin(${users.id})`]
              : []),
          ),
        );
      if (member) await writeReset(ctx, tx, member.id);
    }),
});

/** Each night: entries of the security log that have had their time. */
export const cleanSecurityLog = defineJob({
  name: "security.clean",
  schema: tickSchema,
  handle: async (ctx) => {
    const before = new Date(ctx.now.getTime() - SECURITY_LOG_DAYS * 86_400_000);
    await inTenant(ctx, (tx) =>
      tx
        .delete(securityLog)
        .where(and(eq(securityLog.tenantId, ctx.tenantId), lt(securityLog.createdAt, before))),
    );
  },
});
