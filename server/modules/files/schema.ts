import { z } from "zod";
import { MEDIA_TYPES, type MediaType } from "./rules";

export const fileIdInput = z.object({ id: z.uuid() });
export type FileIdInput = z.output<typeof fileIdInput>;

export const listFilesInput = z.object({
  /** `nextCursor` of the page before. */
  cursor: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListFilesInput = z.output<typeof listFilesInput>;

export const fileDto = z.object({
  id: z.uuid(),
  name: z.string(),
  mediaType: z.enum(Object.keys(MEDIA_TYPES) as [MediaType, ...MediaType[]]),
  sizeBytes: z.number().int(),
  /** Of the stored bytes, in hex. */
  sha256: z.string(),
  createdAt: z.string(),
});
export type FileDto = z.output<typeof fileDto>;

export const filePage = z.object({ items: z.array(fileDto), nextCursor: z.uuid().nullable() });
export type FilePage = z.output<typeof filePage>;
