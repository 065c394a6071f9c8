import { z } from "zod";
import { selection } from "@/server/modules/work/schema";
import { email, emptyToNull, phone } from "./rules/reach-fields";
import { customValues } from "./rules/fields-schema";
import { refuseBadTaxId, taxFields } from "./rules/tax-fields";
import { tagDto } from "./rules/tag-schema";

const instant = z.iso.datetime();
const uuid = z.uuid();

export const customerKind = z.enum(["person", "company"]);
export const customerStatus = z.enum(["lead", "active", "former"]);
export type CustomerStatus = z.output<typeof customerStatus>;
const locale = z.enum(["es", "en", "pt"]);

/** An id; a form's empty choice is none. */
const reference = z
  .literal("")
  .transform(() => null)
  .or(uuid.nullable());

const fields = {
  kind: customerKind,
  name: z.string().trim().min(1, "name_required").max(160),
  email: email.nullable(),
  phone: phone.nullable(),
  city: z.string().trim().max(80),
  locale,
  status: customerStatus,
  portalAccess: z.boolean(),
  businessUnitId: reference,
  branchId: reference,
  ownerMembershipId: reference,
  ...taxFields,
  legalName: z.string().trim().max(200),
  category: z.string().trim().max(60),
  /** ISO 4217; null: the tenant's. */
  currency: z
    .string()
    .trim()
    .toUpperCase()
    .refine((text) => text === "" || /^[A-Z]{3}$/.test(text), "currency_invalid")
    .transform(emptyToNull)
    .nullable(),
  /** Days from issue to due date; null: the tenant's. */
  dueDays: z.number().int().min(0).max(365).nullable(),
  dunningPolicyId: reference,
  dunningExempt: z.boolean(),
  dunningExemptReason: z.string().trim().max(300),
  /** Values of the tenant's own fields by key; judged against their definitions. */
  custom: customValues,
};

export const createCustomerInput = z.object({
  ...fields,
  kind: fields.kind.default("person"),
  email: fields.email.default(null),
  phone: fields.phone.default(null),
  city: fields.city.default(""),
  locale: fields.locale.default("es"),
  status: fields.status.default("active"),
  portalAccess: fields.portalAccess.default(true),
  businessUnitId: fields.businessUnitId.default(null),
  branchId: fields.branchId.default(null),
  /** Absent: whoever creates it. */
  ownerMembershipId: fields.ownerMembershipId.optional(),
  taxCountry: fields.taxCountry.default(""),
  taxIdKind: fields.taxIdKind.default(""),
  taxId: fields.taxId.default(""),
  legalName: fields.legalName.default(""),
  category: fields.category.default(""),
  currency: fields.currency.default(null),
  dueDays: fields.dueDays.default(null),
  dunningPolicyId: fields.dunningPolicyId.default(null),
  dunningExempt: fields.dunningExempt.default(false),
  dunningExemptReason: fields.dunningExemptReason.default(""),
  custom: fields.custom.default({}),
  /** Tags that it bears from the start. */
  tagIds: z.array(uuid).max(50).default([]),
});
export type CreateCustomerInput = z.input<typeof createCustomerInput>;
/** What `/customers` asks for in its form. */
export const customerForm = createCustomerInput
  .omit({
    branchId: true,
    locale: true,
    portalAccess: true,
    currency: true,
    dueDays: true,
    dunningPolicyId: true,
    dunningExempt: true,
    dunningExemptReason: true,
    tagIds: true,
  })
  .superRefine(refuseBadTaxId);
/** What a customer's own billing terms ask for; empty: the company's. */
export const billingTermsForm = z
  .object({
    currency: fields.currency,
    dueDays: z
      .string()
      .trim()
      .refine(
        (text) => text === "" || (/^\d{1,3}$/.test(text) && Number(text) <= 365),
        "field_not_number",
      )
      .transform((text) => (text === "" ? null : Number(text))),
    dunningExempt: z.boolean(),
    dunningExemptReason: fields.dunningExemptReason,
  })
  .refine(
    ({ dunningExempt, dunningExemptReason }) => !dunningExempt || dunningExemptReason.length >= 3,
    {
      path: ["dunningExemptReason"],
      message: "reason_required",
    },
  );
export type CustomerForm = z.output<typeof customerForm>;

export const customerIdInput = z.object({ customerId: uuid });
export type CustomerIdInput = z.output<typeof customerIdInput>;

export const updateCustomerInput = z.object(fields).partial().extend({ customerId: uuid });
export type UpdateCustomerInput = z.input<typeof updateCustomerInput>;

export const balanceDto = z.object({
  currency: z.string(),
  receivableMinor: z.number().int(),
  creditMinor: z.number().int(),
});
export type BalanceDto = z.output<typeof balanceDto>;

export const customerDto = z.object({
  id: uuid,
  /** The tenant's own number. */
  number: z.number().int(),
  kind: customerKind,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  city: z.string(),
  locale: z.string(),
  status: customerStatus,
  portalAccess: z.boolean(),
  businessUnitId: uuid.nullable(),
  unitName: z.string().nullable(),
  branchId: uuid.nullable(),
  ownerMembershipId: uuid.nullable(),
  ownerName: z.string().nullable(),
  taxCountry: z.string(),
  taxIdKind: z.string(),
  /** Canonical; `formatTaxId` writes it as people do. */
  taxId: z.string(),
  legalName: z.string(),
  category: z.string(),
  currency: z.string().nullable(),
  dueDays: z.number().int().nullable(),
  dunningPolicyId: uuid.nullable(),
  dunningExempt: z.boolean(),
  dunningExemptReason: z.string(),
  custom: z.record(z.string(), z.unknown()),
  tags: z.array(tagDto),
  /** What is owed and what is in favour, in minor units by currency; null: the reader may not see amounts. */
  balances: z.array(balanceDto).nullable(),
  /** Folded into this customer. */
  mergedIntoId: uuid.nullable(),
  archivedAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
});
export type CustomerDto = z.output<typeof customerDto>;

export const customerPage = z.object({
  items: z.array(customerDto),
  nextCursor: z.string().nullable(),
});
export type CustomerPage = z.output<typeof customerPage>;

export const ownerDto = z.object({ membershipId: uuid, name: z.string() });
export type OwnerDto = z.output<typeof ownerDto>;

/** What can be done to many at once. */
export const bulkAction = z.discriminatedUnion("action", [
  z.object({ action: z.literal("archive") }),
  z.object({ action: z.literal("assignOwner"), ownerMembershipId: uuid.nullable() }),
  z.object({ action: z.literal("setUnit"), businessUnitId: uuid.nullable() }),
  z.object({ action: z.literal("addTag"), tagId: uuid }),
  z.object({ action: z.literal("removeTag"), tagId: uuid }),
]);
export type BulkAction = z.output<typeof bulkAction>;

export const bulkInput = z.object({ selection, change: bulkAction });
export type BulkInput = z.output<typeof bulkInput>;
export const previewInput = z.object({ selection });
export type PreviewInput = z.output<typeof previewInput>;
export const previewDto = z.object({
  /** Exact: this many will be touched. */
  count: z.number().int(),
  examples: z.array(z.object({ id: uuid, number: z.number().int(), name: z.string() })),
});
export type PreviewDto = z.output<typeof previewDto>;

export const EXPORT_COLUMNS = [
  "number",
  "name",
  "kind",
  "status",
  "email",
  "phone",
  "city",
  "unitName",
  "ownerName",
  "createdAt",
] as const;
/** One part of an export: 2 000 rows of CSV, and where the next begins. */
export const exportInput = z.object({
  selection,
  columns: z.array(z.enum(EXPORT_COLUMNS)).min(1),
  /** Words of the first line, in the reader's language, in the order of `columns`. */
  titles: z.array(z.string().max(60)).max(20),
  /** The last number of the part before. */
  after: z.number().int().min(0).optional(),
});
export type ExportInput = z.output<typeof exportInput>;
export const exportPart = z.object({
  csv: z.string(),
  rows: z.number().int(),
  total: z.number().int().nullable(),
  after: z.number().int().nullable(),
});
export type ExportPart = z.output<typeof exportPart>;
