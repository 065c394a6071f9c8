import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** A new symmetric secret: `whsec_` and base64 of 32 random bytes. */
export const newWebhookSecret = (): string =>
  `${PREFIX}${randomBytes(SECRET_BYTES).toString("base64")}`;

/**
 * The three headers of Standard Webhooks 1.x: HMAC-SHA256 over `id.timestamp.body`, one `v1` signature per live
 * secret (two while a rotation lasts). `atSeconds` is the attempt's time, so that receivers can refuse replays.
 */
export function webhookHeaders(
  secrets: readonly string[],
  message: { id: string; atSeconds: number; body: string },
): Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string> {
  const { id, atSeconds, body } = message;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${atSeconds}.${body}`).digest("base64")}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": String(atSeconds),
    "webhook-signature": signatures.join(" "),
  };
}
