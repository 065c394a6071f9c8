import { type KeyObject, verify } from "node:crypto";
import { crc32 } from "node:zlib";
import { Invalid, Unauthenticated } from "@/server/kernel/errors";
import type { GatewayAccount, Hint, RawNotice, Subject } from "../schema";
import { paypalEvent } from "./schema";

/** Older than its own retries (three days) a notice is somebody's replay. */
const OLDEST_MS = 4 * 24 * 3_600_000;
const ID = /^[\w-]{1,64}$/;

/**
 * `paypal-transmission-sig` (RSA, SHA-256) over `transmission id|time|our webhook's id|crc32 of the bytes, in decimal`, by
 * the certificate that the notice names (developer.paypal.com/api/rest/webhooks). `keyOf` gives only that of one that was
 * fetched from PayPal itself. The webhook's id ties the notice to this account: it is no secret, yet another's does not fit.
 */
export function readPaypalNotice(
  { secrets, live }: GatewayAccount,
  { raw, headers, now }: RawNotice,
  keyOf: (url: string) => KeyObject | undefined,
): Hint {
  const of = (name: string) => headers.get(`paypal-${name}`) ?? "";
  const webhookId = secrets["webhookId"]?.trim() ?? "";
  const sentMs = Date.parse(of("transmission-time"));
  const key = keyOf(of("cert-url"));
  if (!webhookId || !key || of("auth-algo") !== "SHA256withRSA") throw new Unauthenticated();
  const signed = [of("transmission-id"), of("transmission-time"), webhookId, crc32(raw)].join("|");
  const signature = Buffer.from(of("transmission-sig"), "base64");
  if (!verify("sha256", Buffer.from(signed), key, signature)) throw new Unauthenticated();
  if (!(now.getTime() - sentMs <= OLDEST_MS)) throw new Unauthenticated();
  const event = paypalEvent.safeParse(parsed(raw));
  if (!event.success) throw new Invalid("unreadable");
  return { key: event.data.id, accountId: "", live, subject: subjectOf(event.data) };
}

function subjectOf({
  resource_type: type,
  resource,
}: ReturnType<typeof paypalEvent.parse>): Subject | undefined {
  const above = resource.links
    .find(({ rel }) => rel === "up")
    ?.href.split("/")
    .at(-1);
  const known = {
    "checkout-order": { kind: "checkout", id: resource.id },
    capture: { kind: "charge", id: resource.id },
    // Of a refund only the capture above it can be asked about with all that it says.
    refund: { kind: "charge", id: above },
    dispute: { kind: "dispute", id: resource.dispute_id },
  } as const;
  const subject = Object.hasOwn(known, type) ? known[type as keyof typeof known] : undefined;
  const { id } = subject ?? {};
  return subject && id !== undefined && ID.test(id) ? { kind: subject.kind, id } : undefined;
}

function parsed(raw: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(raw).toString("utf8"));
  } catch {
    return undefined;
  }
}
