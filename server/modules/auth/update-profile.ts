import { eq, sql } from "drizzle-orm";
import { users } from "@/db/schema/auth";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { selfOf } from "./internal/self";
import type { UpdateProfileInput } from "./sign-in/schema";

/** Changes the caller's own name and language, in every company where they work. */
export async function updateProfile(ctx: Ctx, input: UpdateProfileInput): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const { membershipId } = await selfOf(tx, ctx);
    await tx
      .update(users)
      .set({ name: input.name, locale: input.locale })
      .where(
        eq(
          users.id,
          sql`(select m.user_id from memberships m where m.id = ${membershipId} and m.tenant_id = ${ctx.tenantId})`,
        ),
      );
    record(ctx, "member.profileChanged", {
      entity: { type: "member", id: membershipId },
      payload: { locale: input.locale },
    });
  });
}
