import { z } from "zod";

/** Settings of module `auth` (tenant_settings); absent values mean these defaults (ASVS 5.0 V7.3). */
export const authSettings = z.object({
  /** Minutes without use after which a session ends. */
  sessionIdleMinutes: z.number().int().min(5).max(1440).default(30),
  /** Hours after sign-in at which a session ends, used or not. */
  sessionAbsoluteHours: z.number().int().min(1).max(720).default(12),
  /** Days without use after which a customer's session ends: a code for every visit would keep people out. */
  customerIdleDays: z.number().int().min(1).max(30).default(7),
  /** Days after sign-in at which a customer's session ends, used or not. */
  customerAbsoluteDays: z.number().int().min(1).max(30).default(30),
});
