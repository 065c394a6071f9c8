import { eq } from "drizzle-orm";
import { users } from "@/db/schema/auth";
import { holds } from "@/server/auth/authorize";
import { permissions, type PermissionName } from "@/server/auth/permissions";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { WhoAmIDto } from "./schema";

const NAMES = Object.keys(permissions) as PermissionName[];
const NOBODY: WhoAmIDto = {
  kind: "anonymous",
  userId: null,
  membershipId: null,
  name: null,
  email: null,
  role: null,
  permissions: [],
};

/** Who the caller is on this host and which actions they hold; anonymous callers get an answer too. */
export async function whoAmI(ctx: Ctx): Promise<WhoAmIDto> {
  const { actor } = ctx;
  if (actor.kind === "anonymous" || actor.kind === "webhook" || actor.kind === "system")
    return NOBODY;
  const held = NAMES.filter((name) => holds(actor, name));
  if (actor.kind === "apiKey" || actor.kind === "customer")
    return { ...NOBODY, kind: actor.kind, permissions: held };
  const [person] = await inTenant(ctx, (tx) =>
    tx
      .select({ name: users.name, email: users.email })
      .from(users)
      .where(eq(users.id, actor.userId)),
  );
  return {
    kind: actor.kind,
    userId: actor.userId,
    membershipId: actor.kind === "user" ? actor.membershipId : null,
    name: person?.name ?? null,
    email: person?.email ?? null,
    role: actor.kind === "user" ? actor.role : null,
    permissions: held,
  };
}
