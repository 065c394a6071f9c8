import { z } from "zod";
import { brandChoiceSchema } from "@/tenants/brand";

/** Module `branding`: what the hosts wear. `brand` is the tenant's own choice; without one, the brand behind `brandKey` (null: its slug). */
export const brandingSettings = z.object({
  brandKey: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .nullable()
    .default(null),
  brand: brandChoiceSchema.nullable().default(null),
});

/** Module `company`: what documents and the portal say about who stands behind the brand. */
export const companySettings = z.object({
  legalName: z.string().trim().max(160).default(""),
  taxId: z.string().trim().max(30).default(""),
  address: z.string().trim().max(240).default(""),
  phone: z.string().trim().max(30).default(""),
  supportEmail: z.union([z.literal(""), z.email().max(254)]).default(""),
});
