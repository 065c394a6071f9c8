import { z } from "zod";

export const FIELD_TYPES = ["text", "number", "date", "boolean", "choice", "url"] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** Values of own fields by key, as they come; `readCustomValues` judges them. */
export const customValues = z.record(
  z.string().max(60),
  z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]),
);
export type CustomValues = z.output<typeof customValues>;

export const customFieldDto = z.object({
  id: z.uuid(),
  entity: z.enum(["customer", "service"]),
  /** Key in the row's `custom`; never changes. */
  key: z.string(),
  label: z.string(),
  type: z.enum(FIELD_TYPES),
  options: z.array(z.string()),
  required: z.boolean(),
  position: z.number().int(),
  archivedAt: z.string().nullable(),
});
export type CustomFieldDto = z.output<typeof customFieldDto>;

const entity = z.enum(["customer", "service"]);
const label = z.string().trim().min(1, "name_required").max(60);
const options = z.array(z.string().trim().min(1).max(80)).max(100);

export const listFieldsInput = z.object({ entity: entity.default("customer") });
export type ListFieldsInput = z.input<typeof listFieldsInput>;

export const createFieldInput = z
  .object({
    entity: entity.default("customer"),
    label,
    type: z.enum(FIELD_TYPES),
    options: options.default([]),
    required: z.boolean().default(false),
  })
  .refine(({ type, options: given }) => type !== "choice" || new Set(given).size >= 2, {
    path: ["options"],
    message: "field_needs_options",
  });
export type CreateFieldInput = z.input<typeof createFieldInput>;

export const updateFieldInput = z
  .object({ label, options, required: z.boolean() })
  .partial()
  .extend({ fieldId: z.uuid() });
export type UpdateFieldInput = z.output<typeof updateFieldInput>;

export const archiveFieldInput = z.object({ fieldId: z.uuid(), archived: z.boolean() });
export type ArchiveFieldInput = z.output<typeof archiveFieldInput>;

export const reorderFieldsInput = z.object({
  entity: entity.default("customer"),
  fieldIds: z.array(z.uuid()).min(1).max(200),
});
export type ReorderFieldsInput = z.input<typeof reorderFieldsInput>;
