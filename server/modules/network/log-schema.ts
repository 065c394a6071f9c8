import { z } from "zod";

const uuid = z.uuid();
const instant = z.iso.datetime();

export const commandsInput = z.object({
  routerId: uuid.optional(),
  serviceId: uuid.optional(),
  /** `open`: not proven yet. `stuck`: tried and failed. */
  view: z.enum(["open", "stuck", "held", "all"]).default("open"),
  after: uuid.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type CommandsInput = z.output<typeof commandsInput>;
export const routerCommandDto = z.object({
  id: uuid,
  serviceId: uuid,
  number: z.number().int(),
  customerName: z.string(),
  desired: z.enum(["on", "soft", "off", "gone"]),
  status: z.enum(["pending", "applied", "proven", "failed", "superseded"]),
  reason: z.string(),
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  held: z.boolean(),
  /** One of too many cuts at once, held until a person lets them through. */
  capped: z.boolean(),
  requestedAt: instant,
  provenAt: instant.nullable(),
  nextAttemptAt: instant.nullable(),
  proof: z.record(z.string(), z.json()).nullable(),
});
/** A command as the log shows it: whose, on which router, what was seen. */
export const enforcementDto = routerCommandDto.extend({
  kind: z.string(),
  customerId: uuid,
  ...{ routerId: uuid.nullable(), routerName: z.string().nullable() },
  stuck: z.boolean(),
  /** Paid, and not seen to be on for too long. */
  late: z.boolean(),
});
export type EnforcementDto = z.output<typeof enforcementDto>;
export const enforcementPage = z.object({
  items: z.array(enforcementDto),
  nextCursor: z.string().nullable(),
});
export type EnforcementPage = z.output<typeof enforcementPage>;

const why = z.string().trim().min(3).max(500);
/** Neither a router nor commands: all that did not go through. */
export const replayInput = z.object({
  routerId: uuid.optional(),
  commandIds: z.array(uuid).min(1).max(200).optional(),
  reason: why,
});
export type ReplayInput = z.output<typeof replayInput>;
export const releaseCutsInput = z.object({ routerId: uuid, reason: why });
export type ReleaseCutsInput = z.output<typeof releaseCutsInput>;

export const commandList = z.object({ items: z.array(routerCommandDto), total: z.number().int() });
export type CommandList = z.output<typeof commandList>;

/** Payment to proven reconnection, in seconds. */
export const proofClockDto = z.object({
  days: z.number().int(),
  proven: z.number().int(),
  open: z.number().int(),
  p50: z.number().nullable(),
  p99: z.number().nullable(),
  slowest: z.number().nullable(),
});
export type ProofClockDto = z.output<typeof proofClockDto>;

/** `late`: paid but still cut. `stuck`: tried often in vain. `held`: by panic, or for being too many at once. */
export const networkOverview = z.object({
  clock: proofClockDto,
  ...{ late: z.number().int(), stuck: z.number().int(), held: z.number().int() },
  lateShown: z.array(
    z.object({
      serviceId: uuid,
      number: z.number().int(),
      customerName: z.string(),
      lastError: z.string().nullable(),
      minutes: z.number().int(),
    }),
  ),
  /** Cuts of many by router: on their way, held, or let through by a person within the day. */
  massCuts: z.array(
    z.object({
      routerId: uuid,
      routerName: z.string(),
      ...{ asked: z.number().int(), proven: z.number().int(), held: z.number().int() },
      released: z.object({ by: z.string().nullable(), reason: z.string(), at: instant }).nullable(),
    }),
  ),
});
export type NetworkOverview = z.output<typeof networkOverview>;
