import { z } from "zod";
import type { DoorContext } from "@/server/doors/door-context";
import { NotFound } from "@/server/kernel/errors";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { router } from "@/server/trpc/init";
import { publicProcedure } from "@/server/trpc/procedures";
import { checkSlug } from "./check-slug";
import { completeSignUp } from "./complete-sign-up";
import { listOffers } from "./list-offers";
import * as schema from "./schema";
import { startSignUp } from "./start-sign-up";
import { verifySignUp } from "./verify-sign-up";

/** The root host only: on a tenant's host there is nothing to sign up for. */
const site = publicProcedure.use(({ ctx, next }) => {
  if (ctx.host.kind !== "site") throw new NotFound("procedure");
  return next({ ctx: { ctx: asCtx(ctx) } });
});

const asCtx = ({ requestId, now, locale, ip, userAgent }: DoorContext): Ctx => ({
  ...{ requestId, now, locale, ip, userAgent },
  ...{ tenantId: PLATFORM_TENANT_ID, actor: { kind: "anonymous" } },
});

export const signUpRouter = router({
  listOffers: site.output(z.array(schema.offerDto)).query(({ ctx }) => listOffers(ctx.ctx)),
  checkSlug: site
    .input(schema.checkSlugInput)
    .output(schema.slugState)
    .query(({ ctx, input }) => checkSlug(ctx.ctx, input)),
  start: site
    .input(schema.startSignUpInput)
    .output(schema.startedSignUp)
    .mutation(({ ctx, input }) => startSignUp(ctx.ctx, input)),
  verify: site
    .input(schema.verifySignUpInput)
    .output(schema.verifiedSignUp)
    .mutation(({ ctx, input }) => verifySignUp(ctx.ctx, input)),
  complete: site
    .input(schema.completeSignUpInput)
    .output(schema.openedTenant)
    .mutation(({ ctx, input }) => completeSignUp(ctx.ctx, input)),
});
