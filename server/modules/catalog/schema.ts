import { z } from "zod";
import { selection } from "@/server/modules/work/schema";
import { isDecimalText, plainDecimal } from "./rules/decimal-text";

const instant = z.iso.datetime();
const uuid = z.uuid();
export const day = z.iso.date("day_invalid");

/** A decimal text, zero or more; a form's number is read as one. */
export const decimalText = (places = 6) =>
  z
    .union([z.string(), z.number()])
    .transform((given) => String(given).trim().replace(",", "."))
    .refine((given) => isDecimalText(given, places), "amount_invalid")
    .transform(plainDecimal);
/** The same, or nothing: a form's empty input is null. */
const maybeDecimal = (places = 6) =>
  z
    .literal("")
    .transform(() => null)
    .or(decimalText(places))
    .nullable();
const percent = maybeDecimal(4).refine(
  (given) => given === null || Number(given) <= 100,
  "percent_invalid",
);
export const currency = z.string().regex(/^[A-Z]{3}$/, "currency_unknown");
/** An id; a form's empty choice is none. */
const reference = z
  .literal("")
  .transform(() => null)
  .or(uuid.nullable());
/** A whole number, or nothing. */
const maybeInt = (min: number, max: number) =>
  z
    .literal("")
    .transform(() => null)
    .or(z.coerce.number().int().min(min).max(max))
    .nullable();

export const ITEM_KINDS = ["subscription", "service", "product", "bundle"] as const;
export const NICHES = ["internet", "maintenance", "saas", "iptv", "voip", "other"] as const;
export const UNITS_OF_MEASURE = ["month", "hour", "unit", "m2", "metre"] as const;
export const ENFORCEMENT_KINDS = ["none", "manual", "webhook", "routeros"] as const;
export const itemKind = z.enum(ITEM_KINDS);

const kbps = z.coerce.number().int().min(1, "speed_required").max(100_000_000);
/** What the network gives. Speeds in kbit/s; `contention` n means 1:n; `capGb` null: without limit. */
export const networkPlan = z.object({
  downKbps: kbps,
  upKbps: kbps,
  burstDownKbps: maybeInt(1, 100_000_000).default(null),
  burstUpKbps: maybeInt(1, 100_000_000).default(null),
  burstSeconds: maybeInt(1, 3_600).default(null),
  /** 1 is served first, 8 last. */
  priority: z.coerce.number().int().min(1).max(8).default(8),
  pool: z.string().trim().max(60).default(""),
  contention: z.coerce.number().int().min(1).max(200).default(1),
  capGb: maybeInt(1, 1_000_000).default(null),
  /** Speeds after the cap. */
  fupDownKbps: maybeInt(1, 100_000_000).default(null),
  fupUpKbps: maybeInt(1, 100_000_000).default(null),
  /** Other speeds between two hours of the tenant's clock; `until` may be of the next day. */
  schedule: z
    .object({
      from: z.iso.time({ precision: -1 }),
      until: z.iso.time({ precision: -1 }),
      downKbps: kbps,
      upKbps: kbps,
    })
    .nullable()
    .default(null),
});

const int = z.number().int();
const intOrNull = int.nullable();
/** The same as it is answered: plain, so that the document can say it. */
const networkDto = z.object({
  ...{ downKbps: int, upKbps: int, burstDownKbps: intOrNull, burstUpKbps: intOrNull },
  ...{ burstSeconds: intOrNull, priority: int, pool: z.string(), contention: int },
  ...{ capGb: intOrNull, fupDownKbps: intOrNull, fupUpKbps: intOrNull },
  schedule: z
    .object({ from: z.string(), until: z.string(), downKbps: int, upKbps: int })
    .nullable(),
});

export const itemPart = z.object({ itemId: uuid, quantity: decimalText(4) });

const fields = {
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9][A-Z0-9._-]{0,39}$/, "code_invalid"),
  name: z.string().trim().min(1, "name_required").max(120),
  description: z.string().trim().max(1_000),
  kind: itemKind,
  niche: z.enum(NICHES),
  category: z.string().trim().max(60),
  unitOfMeasure: z.enum(UNITS_OF_MEASURE),
  businessUnitId: reference,
  /** Null: the country's usual one. */
  taxClassId: reference,
  cost: maybeDecimal(),
  costCurrency: z
    .literal("")
    .transform(() => null)
    .or(currency.nullable()),
  marginFloor: percent,
  intervalMonths: z.coerce.number().int().min(1).max(36),
  billingMode: z.enum(["prepaid", "postpaid"]),
  anchorDay: maybeInt(1, 31),
  setupFee: maybeDecimal(),
  commitmentMonths: z.coerce.number().int().min(0).max(60),
  earlyTerminationPercent: percent,
  dunningPolicyId: reference,
  enforcementKind: z.enum(ENFORCEMENT_KINDS),
  integrationId: reference,
  network: networkPlan.nullable(),
  parts: z.array(itemPart).max(50),
};

export const createItemInput = z.object({
  ...fields,
  description: fields.description.default(""),
  niche: fields.niche.default("other"),
  category: fields.category.default(""),
  unitOfMeasure: fields.unitOfMeasure.default("unit"),
  businessUnitId: fields.businessUnitId.default(null),
  taxClassId: fields.taxClassId.default(null),
  cost: fields.cost.default(null),
  costCurrency: fields.costCurrency.default(null),
  marginFloor: fields.marginFloor.default(null),
  intervalMonths: fields.intervalMonths.default(1),
  billingMode: fields.billingMode.default("prepaid"),
  anchorDay: fields.anchorDay.default(null),
  setupFee: fields.setupFee.default(null),
  commitmentMonths: fields.commitmentMonths.default(0),
  earlyTerminationPercent: fields.earlyTerminationPercent.default(null),
  dunningPolicyId: fields.dunningPolicyId.default(null),
  enforcementKind: fields.enforcementKind.default("none"),
  integrationId: fields.integrationId.default(null),
  network: fields.network.default(null),
  parts: fields.parts.default([]),
  /** What one costs in the default book from today; absent or empty: no price yet. */
  price: maybeDecimal().default(null),
});
export type CreateItemInput = z.input<typeof createItemInput>;

export const itemIdInput = z.object({ itemId: uuid });
export type ItemIdInput = z.output<typeof itemIdInput>;
export const updateItemInput = z
  .object(fields)
  .omit({ kind: true })
  .partial()
  .extend({ itemId: uuid });
export type UpdateItemInput = z.input<typeof updateItemInput>;
/** `keepServices`: it is no longer sold, those who have it keep it. */
export const archiveItemInput = itemIdInput.extend({ keepServices: z.boolean().default(false) });
export type ArchiveItemInput = z.input<typeof archiveItemInput>;

/** A subscription without its kind: what `/plans` takes. */
export const createPlanInput = createItemInput.omit({ kind: true, parts: true });
export type CreatePlanInput = z.input<typeof createPlanInput>;

export const itemDto = z.object({
  id: uuid,
  code: z.string(),
  name: z.string(),
  description: z.string(),
  kind: itemKind,
  niche: z.enum(NICHES),
  category: z.string(),
  unitOfMeasure: z.enum(UNITS_OF_MEASURE),
  businessUnitId: uuid.nullable(),
  unitName: z.string().nullable(),
  taxClassId: uuid,
  taxCode: z.string(),
  /** Percent today; null: the class has none yet. */
  taxRate: z.string().nullable(),
  cost: z.string().nullable(),
  costCurrency: z.string().nullable(),
  marginFloor: z.string().nullable(),
  intervalMonths: z.number().int(),
  billingMode: z.enum(["prepaid", "postpaid"]),
  anchorDay: z.number().int().nullable(),
  setupFee: z.string().nullable(),
  commitmentMonths: z.number().int(),
  earlyTerminationPercent: z.string().nullable(),
  dunningPolicyId: uuid.nullable(),
  enforcementKind: z.enum(ENFORCEMENT_KINDS),
  integrationId: uuid.nullable(),
  network: networkDto.nullable(),
  parts: z.array(z.object({ itemId: uuid, quantity: z.string(), name: z.string() })),
  /** Today's in the default book; null: none. */
  price: z
    .object({ amount: z.string(), currency: z.string(), taxIncluded: z.boolean(), from: day })
    .nullable(),
  /** Services that run with it. */
  services: z.number().int(),
  archivedAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
});
export type ItemDto = z.output<typeof itemDto>;
export const itemPage = z.object({ items: z.array(itemDto), nextCursor: z.string().nullable() });
export type ItemPage = z.output<typeof itemPage>;
export const categoriesDto = z.array(z.string());

export const itemBulkChange = z.discriminatedUnion("action", [
  z.object({ action: z.literal("archive") }),
  z.object({ action: z.literal("setCategory"), category: fields.category }),
  z.object({ action: z.literal("setUnit"), businessUnitId: uuid.nullable() }),
]);
export const itemBulkInput = z.object({ selection, change: itemBulkChange });
export type ItemBulkInput = z.output<typeof itemBulkInput>;
export const itemPreviewInput = z.object({ selection });
export type ItemPreviewInput = z.output<typeof itemPreviewInput>;
export const itemPreviewDto = z.object({
  count: z.number().int(),
  /** Of them, with services that run. */
  inUse: z.number().int(),
  examples: z.array(z.object({ id: uuid, code: z.string(), name: z.string() })),
});
export type ItemPreviewDto = z.output<typeof itemPreviewDto>;
