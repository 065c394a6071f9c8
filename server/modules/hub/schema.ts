import { z } from "zod";

const instant = z.iso.datetime();
const uuid = z.uuid();

/** An event's name or a prefix: `invoice.paid`, `invoice.*`. */
const eventPattern = z
  .string()
  .max(120)
  .regex(/^[a-zA-Z0-9_]+(\.[a-zA-Z0-9_]+)*(\.\*)?$/);

const url = z.url({ protocol: /^https?$/ }).max(2_000);
const eventNames = z.array(eventPattern).max(100);

export const createEndpointInput = z.object({
  url,
  description: z.string().trim().max(200).default(""),
  /** Empty: every event. */
  eventNames: eventNames.default([]),
});
export type CreateEndpointInput = z.output<typeof createEndpointInput>;

export const endpointIdInput = z.object({ endpointId: uuid });
export type EndpointIdInput = z.output<typeof endpointIdInput>;

export const updateEndpointInput = endpointIdInput.extend({
  url: url.optional(),
  description: z.string().trim().max(200).optional(),
  eventNames: eventNames.optional(),
});
export type UpdateEndpointInput = z.output<typeof updateEndpointInput>;

export const rotateSecretInput = endpointIdInput.extend({
  /** How long the old secret still signs beside the new one. */
  overlapHours: z.number().int().min(0).max(168).default(24),
});
export type RotateSecretInput = z.output<typeof rotateSecretInput>;

export const endpointDto = z.object({
  id: uuid,
  url: z.string(),
  description: z.string(),
  eventNames: z.array(z.string()),
  status: z.enum(["active", "paused", "disabled"]),
  disabledReason: z.string().nullable(),
  failingSince: instant.nullable(),
  /** While two secrets sign: until when the old one does. */
  previousSecretExpiresAt: instant.nullable(),
  createdAt: instant,
});
export type EndpointDto = z.output<typeof endpointDto>;

/** The only answers that ever carry the secret. */
export const endpointWithSecret = endpointDto.extend({ secret: z.string() });
export type EndpointWithSecretDto = z.output<typeof endpointWithSecret>;

export const deliveryStatus = z.enum(["pending", "delivered", "failed", "cancelled"]);

export const listDeliveriesInput = endpointIdInput.extend({
  status: deliveryStatus.optional(),
  cursor: uuid.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListDeliveriesInput = z.output<typeof listDeliveriesInput>;

export const deliveryDto = z.object({
  id: uuid,
  endpointId: uuid,
  eventId: uuid,
  messageId: z.string(),
  eventName: z.string(),
  status: deliveryStatus,
  attempts: z.number().int(),
  nextAttemptAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  createdAt: instant,
});
export type DeliveryDto = z.output<typeof deliveryDto>;

export const deliveryPage = z.object({ items: z.array(deliveryDto), nextCursor: uuid.nullable() });
export type DeliveryPage = z.output<typeof deliveryPage>;

export const deliveryIdInput = z.object({ deliveryId: uuid });
export type DeliveryIdInput = z.output<typeof deliveryIdInput>;

export const attemptDto = z.object({
  id: uuid,
  attempt: z.number().int(),
  ok: z.boolean(),
  statusCode: z.number().int().nullable(),
  durationMs: z.number().int(),
  error: z.string().nullable(),
  responseExcerpt: z.string().nullable(),
  createdAt: instant,
});
export type AttemptDto = z.output<typeof attemptDto>;

export const replayFailedSinceInput = endpointIdInput.extend({ since: instant });
export type ReplayFailedSinceInput = z.output<typeof replayFailedSinceInput>;

export const replayedOutput = z.object({ deliveries: z.number().int() });
export type ReplayedDto = z.output<typeof replayedOutput>;

export const eventTypeDto = z.object({
  name: z.string(),
  entity: z.string(),
  version: z.number().int(),
  /** JSON Schema of `data.payload`. */
  schema: z.record(z.string(), z.unknown()),
});
export type EventTypeDto = z.output<typeof eventTypeDto>;
