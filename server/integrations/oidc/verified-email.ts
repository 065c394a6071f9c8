import type { PersonClaims } from "./schema";

/**
 * The e-mail that the provider vouches for, lower-case. Microsoft Entra never sends `email_verified`; its optional claim
 * `xms_edov` says that the e-mail's domain is the directory's own, and counts from Microsoft alone.
 */
export function verifiedEmail(issuer: string, claims: PersonClaims): string | undefined {
  const { email, email_verified: verified, xms_edov: edov } = claims;
  const byMicrosoft =
    issuer.startsWith("https://login.microsoftonline.com/") &&
    (edov === true || edov === 1 || edov === "1" || edov === "true");
  return email && (verified === true || byMicrosoft) ? email.toLowerCase() : undefined;
}
