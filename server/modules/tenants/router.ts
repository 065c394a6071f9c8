import { z } from "zod";
import { router } from "@/server/trpc/init";
import { staff, tenantProcedure } from "@/server/trpc/procedures";
import { addDomain } from "./add-domain";
import { archiveBranch } from "./archive-branch";
import { archiveUnit } from "./archive-unit";
import { createBranch } from "./create-branch";
import { createChildTenant } from "./create-child-tenant";
import { createUnit } from "./create-unit";
import { getBrand } from "./get-brand";
import { getContact } from "./get-contact";
import { getSettings, schemaOf } from "./get-settings";
import { getSettingsOverview } from "./get-settings-overview";
import { getTenant } from "./get-tenant";
import { listBranches } from "./list-branches";
import { listChildTenants } from "./list-child-tenants";
import { listDomains } from "./list-domains";
import { listFlags } from "./list-flags";
import { listUnits } from "./list-units";
import { listUsage } from "./list-usage";
import { prepareLogo } from "./prepare-logo";
import { removeDomain } from "./remove-domain";
import { saveBrand } from "./save-brand";
import * as schema from "./schema";
import { setChildLimit } from "./set-child-limit";
import type { SettingsModule } from "./settings-registry";
import { updateBranch } from "./update-branch";
import { updateSettings } from "./update-settings";
import { updateTenant } from "./update-tenant";
import { updateUnit } from "./update-unit";
import { verifyDomain } from "./verify-domain";
import { wipeDemoData } from "./wipe-demo-data";

const none = z.object({});
const rest = (method: "GET" | "PATCH", path: `/${string}`, summary: string) => ({
  openapi: { method, path, summary, tags: ["tenants"] },
});

/** A module's name as it came in; throws `NotFound` for one that has no settings. */
const known = <I extends { module: string }>(input: I): I & { module: SettingsModule } => {
  schemaOf(input.module);
  return input as I & { module: SettingsModule };
};

export const tenantsRouter = router({
  get: staff("tenant.read")
    .meta(rest("GET", "/tenant", "The company"))
    .output(schema.tenantDto)
    .query(({ ctx }) => getTenant(ctx)),
  contact: tenantProcedure.output(schema.contactDto).query(({ ctx }) => getContact(ctx)),
  update: staff("tenant.update")
    .input(schema.updateTenantInput)
    .output(schema.tenantDto)
    .mutation(({ ctx, input }) => updateTenant(ctx, input)),
  getSettings: staff("settings.read")
    .input(schema.settingsModuleInput)
    .output(schema.settingsDto)
    .query(({ ctx, input }) => getSettings(ctx, known(input))),
  settingsOverview: staff("settings.read")
    .output(schema.settingsOverviewDto)
    .query(({ ctx }) => getSettingsOverview(ctx)),
  updateSettings: staff("settings.manage")
    .input(schema.updateSettingsInput)
    .output(schema.settingsDto)
    .mutation(({ ctx, input }) => updateSettings(ctx, known(input))),
  getBrand: staff("brand.manage")
    .output(schema.brandSettingsDto)
    .query(({ ctx }) => getBrand(ctx)),
  prepareLogo: staff("brand.manage")
    .input(schema.prepareLogoInput)
    .output(schema.preparedLogoDto)
    .mutation(({ ctx, input }) => prepareLogo(ctx, input)),
  saveBrand: staff("brand.manage")
    .input(schema.saveBrandInput)
    .output(schema.brandSettingsDto)
    .mutation(({ ctx, input }) => saveBrand(ctx, input)),
  listDomains: staff("domain.read")
    .output(z.array(schema.domainDto))
    .query(({ ctx }) => listDomains(ctx)),
  addDomain: staff("domain.manage")
    .input(schema.addDomainInput)
    .output(schema.domainDto)
    .mutation(({ ctx, input }) => addDomain(ctx, input)),
  verifyDomain: staff("domain.manage")
    .input(schema.domainIdInput)
    .output(schema.domainDto)
    .mutation(({ ctx, input }) => verifyDomain(ctx, input)),
  removeDomain: staff("domain.manage")
    .input(schema.domainIdInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await removeDomain(ctx, input);
      return {};
    }),
  listUnits: staff("unit.read")
    .meta(rest("GET", "/business-units", "Business units"))
    .output(z.array(schema.unitDto))
    .query(({ ctx }) => listUnits(ctx)),
  createUnit: staff("unit.manage")
    .input(schema.createUnitInput)
    .output(schema.unitDto)
    .mutation(({ ctx, input }) => createUnit(ctx, input)),
  updateUnit: staff("unit.manage")
    .input(schema.updateUnitInput)
    .output(schema.unitDto)
    .mutation(({ ctx, input }) => updateUnit(ctx, input)),
  archiveUnit: staff("unit.manage")
    .input(schema.archiveUnitInput)
    .output(schema.unitDto)
    .mutation(({ ctx, input }) => archiveUnit(ctx, input)),
  listBranches: staff("unit.read")
    .meta(rest("GET", "/branches", "Branches"))
    .output(z.array(schema.branchDto))
    .query(({ ctx }) => listBranches(ctx)),
  createBranch: staff("unit.manage")
    .input(schema.createBranchInput)
    .output(schema.branchDto)
    .mutation(({ ctx, input }) => createBranch(ctx, input)),
  updateBranch: staff("unit.manage")
    .input(schema.updateBranchInput)
    .output(schema.branchDto)
    .mutation(({ ctx, input }) => updateBranch(ctx, input)),
  archiveBranch: staff("unit.manage")
    .input(schema.archiveBranchInput)
    .output(schema.branchDto)
    .mutation(({ ctx, input }) => archiveBranch(ctx, input)),
  listUsage: staff("usage.read")
    .meta(rest("GET", "/usage", "Usage and limits"))
    .output(z.array(schema.usageDto))
    .query(({ ctx }) => listUsage(ctx)),
  listFlags: staff("tenant.read")
    .output(z.array(schema.flagDto))
    .query(({ ctx }) => listFlags(ctx)),
  listChildTenants: staff("reseller.read")
    .output(schema.childTenantsDto)
    .query(({ ctx }) => listChildTenants(ctx)),
  createChildTenant: staff("reseller.manage")
    .input(schema.createChildTenantInput)
    .output(schema.createdTenantDto)
    .mutation(({ ctx, input }) => createChildTenant(ctx, input)),
  setChildLimit: staff("reseller.manage")
    .input(schema.setChildLimitInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await setChildLimit(ctx, input);
      return {};
    }),
  wipeDemoData: staff("tenant.wipeDemo")
    .output(z.object({ rows: z.number() }))
    .mutation(({ ctx }) => wipeDemoData(ctx)),
});
