import { z } from "zod";
import { createdTenantDto } from "@/server/modules/tenants/schema";
import { router } from "@/server/trpc/init";
import { platform } from "@/server/trpc/procedures";
import { createTenant } from "./create-tenant";
import { getHealth } from "./get-health";
import { getTenantDetail } from "./get-tenant-detail";
import { listPlans } from "./list-plans";
import { listResellers } from "./list-resellers";
import { listTenants } from "./list-tenants";
import { listUsage } from "./list-usage";
import { runChecks } from "./run-checks";
import * as schema from "./schema";
import { setTenantFlag } from "./set-tenant-flag";
import { setTenantLimit } from "./set-tenant-limit";
import { setTenantPlan } from "./set-tenant-plan";
import { setTenantStatus } from "./set-tenant-status";
import { upsertPlan } from "./upsert-plan";

const none = z.object({});
/** A verb that gives nothing back, as a procedure does. */
const done = async (work: Promise<void>): Promise<z.output<typeof none>> => {
  await work;
  return {};
};

export const platformRouter = router({
  listTenants: platform("platform.tenant.read")
    .input(schema.listTenantsInput)
    .output(schema.tenantPage)
    .query(({ ctx, input }) => listTenants(ctx, input)),
  getTenant: platform("platform.tenant.read")
    .input(schema.tenantIdInput)
    .output(schema.tenantDetailDto)
    .query(({ ctx, input }) => getTenantDetail(ctx, input)),
  createTenant: platform("platform.tenant.manage")
    .input(schema.createTenantInput)
    .output(createdTenantDto)
    .mutation(({ ctx, input }) => createTenant(ctx, input)),
  setTenantStatus: platform("platform.tenant.manage")
    .input(schema.setTenantStatusInput)
    .output(none)
    .mutation(({ ctx, input }) => done(setTenantStatus(ctx, input))),
  setTenantPlan: platform("platform.plan.manage")
    .input(schema.setTenantPlanInput)
    .output(none)
    .mutation(({ ctx, input }) => done(setTenantPlan(ctx, input))),
  setTenantLimit: platform("platform.plan.manage")
    .input(schema.setTenantLimitInput)
    .output(none)
    .mutation(({ ctx, input }) => done(setTenantLimit(ctx, input))),
  setTenantFlag: platform("platform.flag.manage")
    .input(schema.setTenantFlagInput)
    .output(none)
    .mutation(({ ctx, input }) => done(setTenantFlag(ctx, input))),
  listPlans: platform("platform.tenant.read")
    .output(z.array(schema.planDto))
    .query(({ ctx }) => listPlans(ctx)),
  upsertPlan: platform("platform.plan.manage")
    .input(schema.upsertPlanInput)
    .output(none)
    .mutation(({ ctx, input }) => done(upsertPlan(ctx, input))),
  listUsage: platform("platform.usage.read")
    .input(schema.listUsageInput)
    .output(z.array(schema.tenantUsageDto))
    .query(({ ctx, input }) => listUsage(ctx, input)),
  listResellers: platform("platform.tenant.read")
    .output(z.array(schema.resellerDto))
    .query(({ ctx }) => listResellers(ctx)),
  getHealth: platform("platform.health.read")
    .output(schema.healthDto)
    .query(({ ctx }) => getHealth(ctx)),
  runChecks: platform("platform.health.read")
    .output(z.array(schema.checkDto))
    .query(({ ctx }) => runChecks(ctx)),
});
