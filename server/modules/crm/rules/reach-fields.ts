import { z } from "zod";

export const emptyToNull = (text: string): string | null => text || null;

/** Lower-case, or empty for none. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .refine((text) => text === "" || z.email().safeParse(text).success, "email_invalid")
  .transform(emptyToNull);

/** E.164 or empty. */
export const phone = z
  .string()
  .trim()
  .refine((text) => text === "" || /^\+[1-9]\d{6,14}$/.test(text), "phone_invalid")
  .transform(emptyToNull);
