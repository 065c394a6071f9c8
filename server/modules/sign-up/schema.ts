import { z } from "zod";
import { locale, place, slug, tenantName } from "@/server/modules/tenants/schema";

const token = z.string().regex(/^[\w-]{43}$/);
const email = z.email().trim().toLowerCase().max(254);

export const startSignUpInput = z.object({ email, locale });
export type StartSignUpInput = z.output<typeof startSignUpInput>;
/** The token that the browser holds between the steps; the code goes to the mailbox only. */
export const startedSignUp = z.object({ token: z.string(), minutes: z.number() });
export type StartedSignUpDto = z.output<typeof startedSignUp>;

export const verifySignUpInput = z.object({
  token,
  code: z
    .string()
    .transform((text) => text.replaceAll(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6}$/, "code_shape")),
});
export type VerifySignUpInput = z.output<typeof verifySignUpInput>;
export const verifiedSignUp = z.object({
  email: z.string(),
  /** They have an account already: their own password is asked for instead of a new one. */
  known: z.boolean(),
});
export type VerifiedSignUpDto = z.output<typeof verifiedSignUp>;

export const checkSlugInput = z.object({ slug: z.string().max(80) });
export type CheckSlugInput = z.output<typeof checkSlugInput>;
export const slugState = z.object({ state: z.enum(["free", "taken", "shape", "reserved"]) });
export type SlugStateDto = z.output<typeof slugState>;

/** A plan as the public site offers it. */
export const offerDto = z.object({
  code: z.string(),
  name: z.string(),
  /** Per month, in minor units of `currency`. */
  priceMinor: z.number(),
  currency: z.string(),
  limits: z.record(z.string(), z.number()),
});
export type OfferDto = z.output<typeof offerDto>;

export const completeSignUpInput = z.object({
  token,
  company: place.extend({ slug, name: tenantName }),
  planCode: z.string().max(32),
  /** How the owner is called; used for a new person only. */
  ownerName: z.string().trim().min(1).max(80),
  /** A new person's new password, or the one that a known person has. */
  password: z.string().min(1).max(256),
  /** Fill the company with invented data that one click wipes. */
  demo: z.boolean().default(false),
});
export type CompleteSignUpInput = z.output<typeof completeSignUpInput>;
/** Where the new owner goes, signed in: the ticket is in the fragment and works once. */
export const openedTenant = z.object({ slug: z.string(), url: z.string() });
export type OpenedTenantDto = z.output<typeof openedTenant>;
