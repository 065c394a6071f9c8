import { createHmac } from "node:crypto";
import { Invalid, Unauthenticated } from "@/server/kernel/errors";
import { sameText } from "../same-text";
import type { GatewayAccount, Hint, RawNotice, Subject } from "../schema";
import { stripeEvent } from "./schema";

/** How old a signature may be; Stripe's own libraries take the same. */
const TOLERANCE_S = 300;

/**
 * `Stripe-Signature: t=…,v1=…[,v1=…]` over `t.body`, keyed with the whole `whsec_…` text. Several `v1` while the secret is
 * being changed; other schemes (`v0`) prove nothing.
 */
export function readStripeNotice(
  { secrets }: GatewayAccount,
  { raw, headers, now }: RawNotice,
): Hint {
  const secret = secrets["webhookSecret"]?.trim();
  const parts = (headers.get("stripe-signature") ?? "").split(",").map((part) => part.split("="));
  const at = Number(parts.find(([name]) => name === "t")?.[1]);
  if (!secret || !Number.isInteger(at)) throw new Unauthenticated();
  const expected = createHmac("sha256", secret).update(`${at}.`).update(raw).digest("hex");
  const signed = parts.some(([name, value = ""]) => name === "v1" && sameText(value, expected));
  // An old notice may be somebody's replay; one from the future is a clock, as the vendor has it.
  if (!signed || now.getTime() / 1000 - at > TOLERANCE_S) throw new Unauthenticated();
  const event = stripeEvent.safeParse(parsed(raw));
  if (!event.success) throw new Invalid("unreadable");
  const { id: key, livemode: live, account: accountId = "" } = event.data;
  return { key, accountId, live, subject: subjectOf(event.data.data.object) };
}

/** The object to ask for, whatever the event is called. */
function subjectOf({
  id,
  object,
  payment_intent: intent,
}: Record<string, unknown>): Subject | undefined {
  if (object === "payment_intent") return { kind: "charge", id: String(id) };
  if (object === "checkout.session") return { kind: "checkout", id: String(id) };
  // Charges, refunds and disputes name the payment that they are about.
  return typeof intent === "string" ? { kind: "charge", id: intent } : undefined;
}

function parsed(raw: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(raw).toString("utf8"));
  } catch {
    return undefined;
  }
}
