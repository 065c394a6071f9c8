import { gt } from "drizzle-orm";
import { memberships } from "@/db/schema/auth";
import { authorize } from "@/server/auth/authorize";
import { toPage } from "@/server/kernel/to-page";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { selectMembers } from "./internal/member-row";
import type { MemberPage, PageInput } from "./schema";

/** Who works in the tenant, in the order in which they came. */
export function listMembers(ctx: Ctx, input: PageInput): Promise<MemberPage> {
  authorize(ctx, "member.read");
  return inTenant(ctx, async (tx) => {
    const after = input.cursor ? [gt(memberships.id, input.cursor)] : [];
    return toPage(await selectMembers(tx, ctx, after, input.limit + 1), input.limit);
  });
}
