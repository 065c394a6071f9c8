import { z } from "zod";

/** Module `receiving`: money that people move by hand. Every rule is off until the company wants it. */
export const receivingSettings = z.object({
  /** A proof of a customer with a clean history keeps the ladder from cutting until it is reviewed, for so many hours at most. */
  proofHoldsCut: z.boolean().default(false),
  proofHoldHours: z.number().int().min(1).max(72).default(24),
  /** Cash without an open shift is refused; else it is taken as before, in nobody's till. */
  cashNeedsShift: z.boolean().default(false),
  /** Who closes a shift counts without seeing what is expected. */
  blindCount: z.boolean().default(false),
  /** The company's registers; none: everybody has a bag of their own. */
  registers: z
    .array(z.string().trim().min(1, "required").max(60))
    .max(50)
    .refine((names) => new Set(names).size === names.length, "register_twice")
    .default([]),
});
export type ReceivingSettings = z.output<typeof receivingSettings>;
