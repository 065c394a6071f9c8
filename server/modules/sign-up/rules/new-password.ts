import { z } from "zod";

/** At least ten characters of whatever kind (NIST SP 800-63B: length, not classes), at most what the hash takes. */
export const newPassword = z.string().min(10, "password_short").max(256);
