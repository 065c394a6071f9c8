import { z } from "zod";
import { changeOwnPlan, previewOwnPlan } from "@/server/modules/subscriptions/own/change-own-plan";
import { listPlanOffers } from "@/server/modules/subscriptions/own/list-plan-offers";
import { ownActions } from "@/server/modules/subscriptions/own/own-actions";
import {
  pauseOwnService,
  resumeOwnService,
} from "@/server/modules/subscriptions/own/pause-own-service";
import * as own from "@/server/modules/subscriptions/own/schema";
import { planChangePreview, serviceIdInput } from "@/server/modules/subscriptions/schema";
import { customer } from "@/server/trpc/procedures";
import { listOwnHistory } from "./list-own-history";
import { ownPromiseTerms, promiseOwn } from "./own-promise";
import * as schema from "./schema";

/** What a customer does with their account by themselves, each where the company lets them. */
export const selfProcedures = {
  promiseTerms: customer()
    .output(schema.ownPromiseTerms)
    .query(({ ctx }) => ownPromiseTerms(ctx)),
  promise: customer()
    .input(schema.ownPromiseInput)
    .output(z.void())
    .mutation(({ ctx, input }) => promiseOwn(ctx, input)),
  serviceActions: customer()
    .input(serviceIdInput)
    .output(own.ownActionsDto)
    .query(({ ctx, input }) => ownActions(ctx, input)),
  planOffers: customer()
    .input(serviceIdInput)
    .output(z.array(own.planOfferDto))
    .query(({ ctx, input }) => listPlanOffers(ctx, input)),
  previewPlan: customer()
    .input(own.ownPlanInput)
    .output(planChangePreview)
    .query(({ ctx, input }) => previewOwnPlan(ctx, input)),
  changePlan: customer()
    .input(own.ownPlanInput)
    .output(z.void())
    .mutation(({ ctx, input }) => changeOwnPlan(ctx, input)),
  pauseService: customer()
    .input(own.pauseOwnInput)
    .output(z.void())
    .mutation(({ ctx, input }) => pauseOwnService(ctx, input)),
  resumeService: customer()
    .input(serviceIdInput)
    .output(z.void())
    .mutation(({ ctx, input }) => resumeOwnService(ctx, input)),
  history: customer()
    .input(schema.historyInput)
    .output(schema.historyPage)
    .query(({ ctx, input }) => listOwnHistory(ctx, input)),
};
