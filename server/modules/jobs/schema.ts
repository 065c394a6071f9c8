import { z } from "zod";

export const deadLetterStatus = z.enum(["open", "replayed", "dismissed"]);

export const listDeadLettersInput = z.object({
  status: deadLetterStatus.default("open"),
  /** Id of the last item of the page before. */
  cursor: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListDeadLettersInput = z.output<typeof listDeadLettersInput>;

export const deadLetterIdInput = z.object({ id: z.uuid() });
export type DeadLetterIdInput = z.output<typeof deadLetterIdInput>;

export const anyDeadLetterInput = z.object({ tenantId: z.uuid(), id: z.uuid() });
export type AnyDeadLetterInput = z.output<typeof anyDeadLetterInput>;

export const deadLetterDto = z.object({
  id: z.uuid(),
  name: z.string(),
  jobId: z.string(),
  payload: z.unknown(),
  error: z.string(),
  attempts: z.int(),
  status: deadLetterStatus,
  failedAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().nullable(),
  resolvedBy: z.string().nullable(),
});
export type DeadLetterDto = z.output<typeof deadLetterDto>;

export const deadLetterPage = z.object({
  items: z.array(deadLetterDto),
  nextCursor: z.string().nullable(),
});
export type DeadLetterPage = z.output<typeof deadLetterPage>;

/** The platform sees whose job it is, never what it carries. */
export const anyDeadLetterDto = deadLetterDto
  .omit({ payload: true })
  .extend({ tenantId: z.uuid(), tenantSlug: z.string() });
export const anyDeadLetterPage = z.object({
  items: z.array(anyDeadLetterDto),
  nextCursor: z.string().nullable(),
});
export type AnyDeadLetterPage = z.output<typeof anyDeadLetterPage>;
