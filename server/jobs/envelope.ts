import { z } from "zod";

/** What travels through a queue: which job, whose, from which request, with what. */
export const envelopeSchema = z.object({
  job: z.string(),
  tenant: z.uuid(),
  /** Id of the logical job: the same on every delivery. */
  id: z.uuid(),
  request: z.string(),
  /** W3C trace context of who asked. */
  trace: z.string().optional(),
  payload: z.unknown(),
});

export type JobEnvelope = z.infer<typeof envelopeSchema>;
