import { z } from "zod";

const uuid = z.uuid();
const customer = z.object({ id: uuid, number: z.number().int(), name: z.string() });

export const ladderOfInput = z.object({ customerId: uuid });
export type LadderOfInput = z.output<typeof ladderOfInput>;

/** Why a service stands on its ladder: the customer's own, its plan's, or the one for everybody. */
export const LADDER_SOURCES = ["customer", "plan", "company"] as const;

export const ladderOfDto = z.object({
  exempt: z.boolean(),
  exemptReason: z.string(),
  /** The customer's own; null: none. */
  ownPolicyId: uuid.nullable(),
  /** Each ladder that some service follows; without services the one that its invoices would follow. */
  ladders: z.array(
    z.object({
      policyId: uuid,
      policyName: z.string(),
      why: z.enum(LADDER_SOURCES),
      services: z.array(z.string()),
    }),
  ),
});
export type LadderOfDto = z.output<typeof ladderOfDto>;

export const ladderUsesInput = z.object({ policyId: uuid });
export type LadderUsesInput = z.output<typeof ladderUsesInput>;

export const ladderUsesDto = z.object({
  /** Live services that follow it, for whatever reason. */
  services: z.number().int(),
  /** Customers and plans that have it as their own; the first fifty by name. */
  customers: z.array(customer),
  items: z.array(z.object({ id: uuid, code: z.string(), name: z.string() })),
});
export type LadderUsesDto = z.output<typeof ladderUsesDto>;

export const exemptionsDto = z.object({
  count: z.number().int(),
  /** The first fifty by name. */
  customers: z.array(customer.extend({ reason: z.string() })),
});
export type ExemptionsDto = z.output<typeof exemptionsDto>;
