import { z } from "zod";

/** Tones of the palette that a tag may have. */
export const TAG_TONES = ["neutral", "info", "ok", "warn", "bad"] as const;

export const tagDto = z.object({ id: z.uuid(), name: z.string(), tone: z.enum(TAG_TONES) });
export type TagDto = z.output<typeof tagDto>;

/** A tag and how many customers bear it. */
export const tagUseDto = tagDto.extend({ customers: z.number().int() });
export type TagUseDto = z.output<typeof tagUseDto>;

const fields = { name: z.string().trim().min(1, "name_required").max(40), tone: z.enum(TAG_TONES) };
export const createTagInput = z.object({ ...fields, tone: fields.tone.default("neutral") });
export type CreateTagInput = z.input<typeof createTagInput>;
export const updateTagInput = z
  .object({ ...fields, tagId: z.uuid() })
  .partial({ name: true, tone: true });
export type UpdateTagInput = z.output<typeof updateTagInput>;
export const tagIdInput = z.object({ tagId: z.uuid() });
export type TagIdInput = z.output<typeof tagIdInput>;

export const setTagsInput = z.object({
  customerId: z.uuid(),
  tagIds: z.array(z.uuid()).max(50),
});
export type SetTagsInput = z.output<typeof setTagsInput>;
