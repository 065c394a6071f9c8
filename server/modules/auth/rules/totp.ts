import { Secret, TOTP } from "otpauth";

const STEP_SECONDS = 30;

/** A new secret, base32, 160 bits (RFC 4226 §4). */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What an authenticator app scans. */
export function totpUri(secret: string, label: { issuer: string; account: string }): string {
  return totp(secret, label.issuer, label.account).toString();
}

/**
 * The 30-second step that the code belongs to, of this, the one before and the one after (RFC 6238 §5.2); undefined
 * when it is wrong, or of a step that is not later than `lastStep`: no code works twice.
 */
export function acceptedStep(
  secret: string,
  code: string,
  now: Date,
  lastStep: number | null,
): number | undefined {
  const token = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = totp(secret).validate({ token, timestamp: now.getTime(), window: 1 });
  if (delta === null) return undefined;
  const step = Math.floor(now.getTime() / 1000 / STEP_SECONDS) + delta;
  return lastStep !== null && step <= lastStep ? undefined : step;
}

function totp(secret: string, issuer = "", label = ""): TOTP {
  return new TOTP({ issuer, label, secret: Secret.fromBase32(secret), period: STEP_SECONDS });
}
