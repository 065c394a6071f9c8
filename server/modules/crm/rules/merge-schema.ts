import { z } from "zod";
import { customerDto } from "../schema";

const uuid = z.uuid();

/** Why two may be one, the surest first. */
export const SIGNS = ["taxId", "email", "phone", "name"] as const;
export type Sign = (typeof SIGNS)[number];
/** How much each says, of 100: a phone is shared by a family, a name by strangers. */
export const WEIGHTS: Readonly<Record<Sign, number>> = {
  taxId: 60,
  email: 40,
  phone: 35,
  name: 30,
};

const side = z.object({
  id: uuid,
  number: z.number().int(),
  name: z.string(),
  city: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  taxId: z.string(),
});

/** What a customer about to be written would share with others. */
export const findDuplicatesInput = z.object({
  /** Leave this one out: it is being corrected. */
  customerId: uuid.optional(),
  name: z.string().trim().max(160).default(""),
  city: z.string().trim().max(80).default(""),
  email: z.string().trim().toLowerCase().max(254).default(""),
  phone: z.string().trim().max(20).default(""),
  taxCountry: z.string().trim().max(2).default(""),
  taxIdKind: z.string().trim().max(20).default(""),
  taxId: z.string().trim().max(40).default(""),
});
export type FindDuplicatesInput = z.input<typeof findDuplicatesInput>;
export const duplicateDto = side.extend({
  signs: z.array(z.enum(SIGNS)),
  /** 1–100. */
  score: z.number().int(),
});
export type DuplicateDto = z.output<typeof duplicateDto>;

export const listDuplicatesInput = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListDuplicatesInput = z.input<typeof listDuplicatesInput>;
export const duplicatePair = z.object({
  a: side,
  b: side,
  signs: z.array(z.enum(SIGNS)),
  score: z.number().int(),
});
export const duplicateList = z.object({
  pairs: z.array(duplicatePair),
  /** How many there are in all. */
  total: z.number().int(),
});
export type DuplicateListDto = z.output<typeof duplicateList>;

/** Two customers that look like one and are not. */
export const tellApartInput = z.object({ oneId: uuid, otherId: uuid });
export type TellApartInput = z.output<typeof tellApartInput>;
export const distinctionIdInput = z.object({ distinctionId: uuid });
export type DistinctionIdInput = z.output<typeof distinctionIdInput>;
export const toldApartDto = z.object({
  distinctionId: uuid,
  a: side,
  b: side,
  toldAt: z.string(),
  /** Null: not a member of staff. */
  byName: z.string().nullable(),
});
export type ToldApartDto = z.output<typeof toldApartDto>;

/** What of the one that goes may be taken over, as one choice each. */
export const MERGE_FIELDS = [
  "name",
  "kind",
  "legalName",
  "tax",
  "email",
  "phone",
  "city",
  "category",
  "status",
  "owner",
  "unit",
  "billing",
  "custom",
] as const;
export type MergeField = (typeof MERGE_FIELDS)[number];

const pair = { survivorId: uuid, absorbedId: uuid };
export const compareInput = z.object(pair);
export type CompareInput = z.output<typeof compareInput>;
export const comparison = z.object({
  survivor: customerDto,
  absorbed: customerDto,
  /** Rows of the absorbed one that would move, by table. */
  moves: z.array(z.object({ table: z.string(), rows: z.number().int() })),
  /** Balances that would move by an entry of the ledger. */
  movesBalance: z.boolean(),
});
export type ComparisonDto = z.output<typeof comparison>;

export const mergeInput = z.object({
  ...pair,
  /** Fields taken from the absorbed one; the others stay as the survivor has them. */
  take: z.array(z.enum(MERGE_FIELDS)).max(MERGE_FIELDS.length).default([]),
});
export type MergeInput = z.input<typeof mergeInput>;
export const mergeDto = z.object({
  mergeId: uuid,
  survivorId: uuid,
  absorbedId: uuid,
  rows: z.number().int(),
  undoUntil: z.string(),
});
export type MergeDto = z.output<typeof mergeDto>;
export const mergeIdInput = z.object({ mergeId: uuid });
export type MergeIdInput = z.output<typeof mergeIdInput>;
