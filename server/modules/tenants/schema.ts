import { z } from "zod";
import { brandChoiceSchema, logoTones } from "@/tenants/brand";
import { slugFault } from "@/server/kernel/slugs";
import { COUNTRIES, isCurrency, isTimeZone } from "./rules/places";
import { RESOURCE_NAMES } from "./rules/resources";

const instant = z.iso.datetime();
export const locale = z.enum(["es", "en", "pt"]);
export const status = z.enum(["active", "read_only", "suspended", "closed"]);
export const resource = z.enum(RESOURCE_NAMES);
/** The most of a resource; null: unlimited. */
export const maximum = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable();

export const slug = z
  .string()
  .trim()
  .toLowerCase()
  .superRefine((text, check) => {
    const fault = slugFault(text);
    if (fault) check.addIssue({ code: "custom", message: `slug_${fault}` });
  });

export const place = z.object({
  country: z.enum(COUNTRIES),
  timeZone: z.string().refine(isTimeZone, "time_zone_unknown"),
  currency: z.string().refine(isCurrency, "currency_unknown"),
  locale,
});
export const tenantName = z.string().trim().min(1).max(80);

export const tenantDto = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  status,
  country: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  locale,
  demo: z.boolean(),
  plan: z.object({ code: z.string(), name: z.string() }).nullable(),
  createdAt: instant,
});
export type TenantDto = z.output<typeof tenantDto>;

export const updateTenantInput = place.extend({ name: tenantName }).partial();
export type UpdateTenantInput = z.output<typeof updateTenantInput>;

export const settingsModuleInput = z.object({ module: z.string().max(40) });
/** `version` is the one that was read; 0 where nothing was saved yet. */
export const updateSettingsInput = z.object({
  module: z.string().max(40),
  version: z.number().int().min(0),
  data: z.record(z.string().max(60), z.unknown()),
});
export type UpdateSettingsInput = z.output<typeof updateSettingsInput>;
export const settingsDto = z.object({
  module: z.string(),
  version: z.number(),
  data: z.record(z.string(), z.unknown()),
});

/** What a company publishes about itself; empty where it said nothing. */
export const contactDto = z.object({
  legalName: z.string(),
  address: z.string(),
  phone: z.string(),
  supportEmail: z.string(),
});
export type ContactDto = z.output<typeof contactDto>;

export const domainDto = z.object({
  id: z.uuid(),
  host: z.string(),
  face: z.enum(["staff", "portal"]),
  status: z.enum(["pending", "verified", "lost"]),
  /** What to publish in DNS, as TXT. */
  record: z.object({ name: z.string(), value: z.string() }),
  verifiedAt: instant.nullable(),
  checkedAt: instant.nullable(),
  failedChecks: z.number(),
  createdAt: instant,
});
export type DomainDto = z.output<typeof domainDto>;
export const addDomainInput = z.object({
  host: z.string().trim().min(1).max(260),
  face: z.enum(["staff", "portal"]),
});
export type AddDomainInput = z.output<typeof addDomainInput>;
export const domainIdInput = z.object({ domainId: z.uuid() });
export type DomainIdInput = z.output<typeof domainIdInput>;

export const usageDto = z.object({
  resource,
  /** '' for stock, 'YYYY-MM' for flow. */
  period: z.string(),
  used: z.number(),
  maximum: z.number().nullable(),
  /** Whose limit it is; null: unlimited by nobody's word. */
  source: z.enum(["plan", "tenant"]).nullable(),
  /** Used of the maximum, whole percent, rounded down; null: unlimited. */
  percent: z.number().nullable(),
});
export type UsageDto = z.output<typeof usageDto>;

export const flagDto = z.object({ flag: z.string(), enabled: z.boolean() });

/** The person who will own a new tenant. */
export const ownerInput = z.object({
  email: z.email().trim().toLowerCase().max(254),
  name: z.string().trim().min(1).max(80),
});
export const childLimits = z.partialRecord(resource, maximum);
export const createChildTenantInput = place.extend({
  slug,
  name: tenantName,
  owner: ownerInput,
  limits: childLimits.default({}),
});
export type CreateChildTenantInput = z.output<typeof createChildTenantInput>;
/** Its owner finds the invitation in their mail. */
export const createdTenantDto = z.object({ id: z.uuid(), slug: z.string() });
export type CreatedTenantDto = z.output<typeof createdTenantDto>;

export const setChildLimitInput = z.object({ childTenantId: z.uuid(), resource, maximum });
export type SetChildLimitInput = z.output<typeof setChildLimitInput>;
export const childTenantDto = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  status,
  createdAt: instant,
  used: z.record(z.string(), z.number()),
  limits: z.record(z.string(), z.number().nullable()),
});
export const childTenantsDto = z.object({
  items: z.array(childTenantDto),
  /** Over all children: what they use, and what they were given. */
  totals: z.array(
    z.object({ resource, used: z.number(), given: z.number(), own: z.number().nullable() }),
  ),
});
export type ChildTenantsDto = z.output<typeof childTenantsDto>;

export const logoKind = z.enum(["light", "dark", "icon"]);
export type LogoKind = z.output<typeof logoKind>;
/** The most that an uploaded logo may weigh, and what is served. */
export const LOGO_MAX_BYTES = 512 * 1024;
export const prepareLogoInput = z.object({ kind: logoKind, fileId: z.uuid() });
export type PrepareLogoInput = z.output<typeof prepareLogoInput>;
export const preparedLogoDto = z.object({
  fileId: z.uuid(),
  /** Colours of the picture, loudest first, to suggest. */
  colours: z.array(z.string()),
  tone: z.enum(logoTones),
});
export type PreparedLogoDto = z.output<typeof preparedLogoDto>;
export const saveBrandInput = z.object({
  version: z.number().int().min(0),
  brand: brandChoiceSchema.nullable(),
});
export type SaveBrandInput = z.output<typeof saveBrandInput>;
export const brandSettingsDto = z.object({
  version: z.number(),
  name: z.string(),
  brandKey: z.string(),
  brand: brandChoiceSchema.nullable(),
});
export type BrandSettingsDto = z.output<typeof brandSettingsDto>;

/** Upper-case and short: it stands in front of document numbers and on narrow screens. */
const unitCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9-]{0,11}$/, "unit_code_shape");
const unitName = z.string().trim().min(1).max(80);
const unitDescription = z.string().trim().max(240);
const timeZone = z.string().refine(isTimeZone, "time_zone_unknown").nullable();
const position = z
  .object({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) })
  .nullable();

export const unitDto = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  description: z.string(),
  archivedAt: instant.nullable(),
  /** How many people and customers carry it. */
  members: z.number(),
  customers: z.number(),
});
export type UnitDto = z.output<typeof unitDto>;
export const createUnitInput = z.object({
  code: unitCode,
  name: unitName,
  description: unitDescription.default(""),
});
export type CreateUnitInput = z.output<typeof createUnitInput>;
export const updateUnitInput = z.object({
  unitId: z.uuid(),
  code: unitCode.optional(),
  name: unitName.optional(),
  description: unitDescription.optional(),
});
export type UpdateUnitInput = z.output<typeof updateUnitInput>;
/** `moveTo`: the unit that takes over who carries this one; needed where anybody does. */
export const archiveUnitInput = z.object({ unitId: z.uuid(), moveTo: z.uuid().optional() });
export type ArchiveUnitInput = z.output<typeof archiveUnitInput>;

const branchFields = {
  code: unitCode,
  name: unitName,
  businessUnitId: z.uuid().nullable(),
  address: unitDescription,
  phone: z.string().trim().max(30),
  timeZone,
  position,
};
export const branchDto = unitDto.omit({ description: true }).extend({
  businessUnitId: z.uuid().nullable(),
  address: z.string(),
  phone: z.string(),
  timeZone: z.string().nullable(),
  position,
});
export type BranchDto = z.output<typeof branchDto>;
export const createBranchInput = z.object({
  ...branchFields,
  businessUnitId: branchFields.businessUnitId.default(null),
  address: branchFields.address.default(""),
  phone: branchFields.phone.default(""),
  timeZone: timeZone.default(null),
  position: position.default(null),
});
export type CreateBranchInput = z.output<typeof createBranchInput>;
export const updateBranchInput = z.object(branchFields).partial().extend({ branchId: z.uuid() });
export type UpdateBranchInput = z.output<typeof updateBranchInput>;
export const archiveBranchInput = z.object({ branchId: z.uuid(), moveTo: z.uuid().optional() });
export type ArchiveBranchInput = z.output<typeof archiveBranchInput>;

const count = z.number();
/** How each settings page stands, for their index. */
export const settingsOverviewDto = z.object({
  companyComplete: z.boolean(),
  ownBrand: z.boolean(),
  openNow: z.boolean(),
  units: count,
  branches: count,
  templates: count,
  domains: count,
  domainsVerified: count,
  members: count,
  membersWithFactor: count,
  customRoles: count,
  alerts: count,
  apiKeys: count,
  apiKeysExpiring: count,
  webhooks: count,
  webhooksFailing: count,
  jobsFailed: count,
  panicOn: count,
});
export type SettingsOverviewDto = z.output<typeof settingsOverviewDto>;
