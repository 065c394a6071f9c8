import { z } from "zod";
import { portalInvoiceDto } from "./schema";
import { proofStatus } from "@/server/modules/payments/proofs/schema";

/** A proof of payment as its customer sees it. */
export const portalProofDto = z.object({
  id: z.uuid(),
  status: proofStatus,
  currency: z.string(),
  /** Minor units of `currency`. */
  amountMinor: z.number().int(),
  paidOn: z.iso.date(),
  operation: z.string(),
  /** Numbers of the invoices that it names. */
  invoices: z.array(z.string()),
  /** Of the receipt, once it is approved. */
  receipt: z.string(),
  rejectReason: z.string(),
});
export type PortalProofDto = z.output<typeof portalProofDto>;

export const openForProofDto = z.object({
  /** Where the company is. */
  today: z.iso.date(),
  /** The company's. */
  currency: z.string(),
  invoices: z.array(portalInvoiceDto),
});
export type OpenForProof = z.output<typeof openForProofDto>;
