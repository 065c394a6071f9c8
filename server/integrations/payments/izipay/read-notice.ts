import { createHmac } from "node:crypto";
import { Invalid, Unauthenticated } from "@/server/kernel/errors";
import { sameText } from "../same-text";
import type { GatewayAccount, Hint, RawNotice } from "../schema";
import { izipayPayment } from "./schema";

/**
 * A form with `kr-answer`, a JSON text, and `kr-hash`: HMAC-SHA-256 of that text, in hex. From server to server the key is
 * the password, whatever `kr-hash-key` says: the browser's own key must not open this door. The vendor's sample takes `\/`
 * for `/` before it counts: either is its word.
 */
export function readIzipayNotice({ secrets }: GatewayAccount, { raw }: RawNotice): Hint {
  const form = new URLSearchParams(Buffer.from(raw).toString("utf8"));
  const answer = form.get("kr-answer") ?? "";
  const given = form.get("kr-hash") ?? "";
  const password = secrets["password"]?.trim() ?? "";
  const hashOf = (text: string) => createHmac("sha256", password).update(text).digest("hex");
  const fits = [answer, answer.replaceAll("\\/", "/")].some((text) =>
    sameText(given, hashOf(text)),
  );
  if (password === "" || !fits) throw new Unauthenticated();
  const payment = izipayPayment.safeParse(parsed(answer));
  if (!payment.success) throw new Invalid("unreadable");
  const { orderDetails, transactions } = payment.data;
  const [first] = transactions;
  return {
    key: `${first?.uuid ?? orderDetails.orderId}.${first?.detailedStatus ?? payment.data.orderStatus}`,
    ...{ accountId: "", live: orderDetails.mode === "PRODUCTION" },
    subject: { kind: "reference", reference: orderDetails.orderId },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
