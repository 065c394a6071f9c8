import { z } from "zod";

/** What a fact carries. `payload` never holds personal data: that goes to `personal`, which is stored apart, encrypted. */
type EventDefinition = {
  entity: string;
  version: number;
  payload: z.ZodType;
  personal?: z.ZodType;
};

const define = <P extends z.ZodType, D extends z.ZodType = z.ZodNever>(
  entity: string,
  payload: P,
  personal?: D,
  version = 1,
) => ({ entity, version, payload, personal }) satisfies EventDefinition;

const changes = z.object({
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
});

/** Every fact the product can state: name → entity, version and payload. The same names travel in webhooks. */
export const catalog = {
  "platform.access": define("tenant", z.object({ reason: z.string().min(3).max(500) })),
} as const;

export { changes };

export type EventName = keyof typeof catalog;
export type EventPayload<N extends EventName> = z.input<(typeof catalog)[N]["payload"]>;
