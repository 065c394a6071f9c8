import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { users } from "@/db/schema/auth";
import type { Ctx } from "@/server/tenancy/context";
import { tenantOrigin } from "@/server/tenancy/tenant-origin";

/** In whose name a message is sent: the person who acts, else the company. */
export async function inviterNameOf(tx: Tx, ctx: Ctx): Promise<string> {
  const { actor } = ctx;
  if (actor.kind === "user") {
    const [person] = await tx
      .select({ name: users.name })
      .from(users)
      .where(eq(users.id, actor.userId));
    if (person) return person.name;
  }
  return (await tenantOrigin(tx, ctx.tenantId)).name;
}
