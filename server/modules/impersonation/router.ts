import { z } from "zod";
import { EXPIRED_SESSION_COOKIE } from "@/server/auth/session";
import { router } from "@/server/trpc/init";
import { platform, signedIn, staff } from "@/server/trpc/procedures";
import { currentImpersonation } from "./current-impersonation";
import { endImpersonation } from "./end-impersonation";
import { enterChild } from "./enter-child";
import { impersonate } from "./impersonate";
import { leaveImpersonation } from "./leave-impersonation";
import { listChildMembers } from "./list-child-members";
import { listEnterable } from "./list-enterable";
import { listImpersonations } from "./list-impersonations";
import { listOfTenant } from "./list-of-tenant";
import * as schema from "./schema";

export const impersonationRouter = router({
  current: signedIn
    .output(schema.impersonationDto.nullable())
    .query(({ ctx }) => currentImpersonation(ctx)),
  leave: signedIn.output(schema.leftDto).mutation(async ({ ctx }) => {
    const left = await leaveImpersonation(ctx);
    ctx.responseHeaders.append("set-cookie", EXPIRED_SESSION_COOKIE);
    return left;
  }),
  list: staff("security.read")
    .output(z.array(schema.impersonationDto))
    .query(({ ctx }) => listImpersonations(ctx)),
  end: staff("security.manage")
    .input(schema.impersonationIdInput)
    .output(z.object({}))
    .mutation(async ({ ctx, input }) => {
      await endImpersonation(ctx, input);
      return {};
    }),
  listChildMembers: staff("reseller.enter")
    .input(schema.childIdInput)
    .output(z.array(schema.enterableDto))
    .query(({ ctx, input }) => listChildMembers(ctx, input)),
  enterChild: staff("reseller.enter")
    .meta({ ownTransactions: true })
    .input(schema.enterChildInput)
    .output(schema.entryDto)
    .mutation(({ ctx, input }) => enterChild(ctx, input)),
  listEnterable: platform("platform.impersonate")
    .input(schema.tenantIdInput)
    .output(z.array(schema.enterableDto))
    .query(({ ctx, input }) => listEnterable(ctx, input)),
  listOfTenant: platform("platform.tenant.read")
    .input(schema.tenantIdInput)
    .output(z.array(schema.impersonationDto))
    .query(({ ctx, input }) => listOfTenant(ctx, input)),
  impersonate: platform("platform.impersonate")
    .input(schema.impersonateInput)
    .output(schema.entryDto)
    .mutation(({ ctx, input }) => impersonate(ctx, input)),
});
