import { z } from "zod";

const instant = z.iso.datetime();
const uuid = z.uuid();
const seq = z.coerce.number().int().min(0);

export const eventDto = z.object({
  id: uuid,
  /** Place in the tenant's chain: gapless, from 1. */
  seq: z.number().int(),
  name: z.string(),
  version: z.number().int(),
  entity: z.object({ type: z.string(), id: z.string() }),
  actor: z.object({ kind: z.string(), id: z.string().nullable() }),
  requestId: z.string(),
  at: instant,
  payload: z.unknown(),
  hash: z.string(),
});
export type EventDto = z.output<typeof eventDto>;

export const eventPage = z.object({
  items: z.array(eventDto),
  /** Give it back as `before` to get the older page, also when this one is empty; null: there is nothing older. */
  nextBefore: z.number().int().nullable(),
});
export type EventPage = z.output<typeof eventPage>;

export const timelineInput = z.object({
  entityType: z.string().max(60).optional(),
  entityId: z.string().max(80).optional(),
  /** Only facts before this seq (older), or after it (newer). */
  before: seq.optional(),
  after: seq.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type TimelineInput = z.output<typeof timelineInput>;

export const auditLogInput = timelineInput.extend({
  name: z.string().max(120).optional(),
  actorId: z.string().max(80).optional(),
  from: instant.optional(),
  to: instant.optional(),
});
export type AuditLogInput = z.output<typeof auditLogInput>;

export const eventIdInput = z.object({ eventId: uuid });
export type EventIdInput = z.output<typeof eventIdInput>;

export const eventWithDetails = eventDto.extend({
  /** Personal data of the fact; null when it has none, it was erased, or the reader may not see it. */
  personal: z.unknown(),
});
export type EventWithDetailsDto = z.output<typeof eventWithDetails>;

export const eraseInput = eventIdInput.extend({ reason: z.string().trim().min(3).max(300) });
export type EraseInput = z.output<typeof eraseInput>;
export const erasedOutput = z.object({ erased: z.boolean() });

export const verificationDto = z.object({
  id: uuid,
  ok: z.boolean(),
  checkedSeq: z.number().int(),
  problems: z.array(z.unknown()),
  createdAt: instant,
});
export type VerificationDto = z.output<typeof verificationDto>;

export const checkpointDto = z.object({
  seq: z.number().int(),
  hash: z.string(),
  keyId: z.string(),
  signature: z.string(),
  location: z.string(),
  createdAt: instant,
});

export const auditStatusOutput = z.object({
  headSeq: z.number().int(),
  headHash: z.string(),
  lastVerification: verificationDto.nullable(),
  checkpoints: z.array(checkpointDto),
});
/** How many facts an export would hold. */
export const exportPreview = z.object({ events: z.number().int() });
export type ExportPreview = z.output<typeof exportPreview>;

export type AuditStatusDto = z.output<typeof auditStatusOutput>;
