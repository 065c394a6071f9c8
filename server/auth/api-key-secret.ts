import { createHash, randomBytes } from "node:crypto";

/** A fresh key `trama_<env>_<43 characters>` (256 random bits) and what is kept of it. */
export function newApiKeySecret(environment: "live" | "test"): {
  secret: string;
  prefix: string;
  secretHash: string;
} {
  const secret = `trama_${environment}_${randomBytes(32).toString("base64url")}`;
  return { secret, prefix: secret.slice(0, 18), secretHash: hashApiKey(secret) };
}

/** 256 random bits need no slow hash: sha256 in hex. */
export const hashApiKey = (secret: string): string =>
  createHash("sha256").update(secret).digest("hex");
