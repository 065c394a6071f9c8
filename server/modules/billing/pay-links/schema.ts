import { z } from "zod";

export const payLinkInput = z.object({
  customerId: z.uuid(),
  /** Absent: whatever the customer has open. */
  invoiceId: z.uuid().optional(),
});
export type PayLinkInput = z.output<typeof payLinkInput>;
export const payLinkDto = z.object({
  /** Opens the page to whoever has it. */
  url: z.string(),
  expiresAt: z.iso.datetime(),
});
export type PayLinkDto = z.output<typeof payLinkDto>;

export const payLinkCustomerInput = z.object({ customerId: z.uuid() });
export type PayLinkCustomerInput = z.output<typeof payLinkCustomerInput>;
export const revokedLinksDto = z.object({ revoked: z.number().int() });
export type RevokedLinksDto = z.output<typeof revokedLinksDto>;
