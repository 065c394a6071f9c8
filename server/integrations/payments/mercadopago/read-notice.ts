import { createHash, createHmac } from "node:crypto";
import { Invalid, Unauthenticated } from "@/server/kernel/errors";
import { sameText } from "../same-text";
import type { GatewayAccount, Hint, RawNotice, Subject } from "../schema";
import { mercadopagoNotice } from "./schema";

const ID = /^[\w-]{1,64}$/;

/**
 * `x-signature: ts=…,v1=…` over `id:<data.id of the address>;request-id:<x-request-id>;ts:<ts>;`, absent pairs left out. The
 * body is NOT signed: what is asked for is the id in the address, and what names the notice is what was signed.
 * An account for trying out takes unsigned ones too, for the vendor's own test deliveries do not verify.
 */
export function readMercadopagoNotice(
  { secrets, live }: GatewayAccount,
  { raw, headers, query }: RawNotice,
): Hint {
  const dataId = query.get("data.id") ?? "";
  const requestId = headers.get("x-request-id") ?? "";
  const parts = (headers.get("x-signature") ?? "").split(",").map((part) => part.trim().split("="));
  const of = (wanted: string) => parts.find(([name]) => name === wanted)?.[1] ?? "";
  const [ts, given] = [of("ts"), of("v1")];
  const secret = secrets["webhookSecret"]?.trim() ?? "";
  const expected = (id: string) =>
    createHmac("sha256", secret)
      .update(manifest({ id, "request-id": requestId, ts }))
      .digest("hex");
  // Libraries of the vendor's differ on whether letters in the id are made small: either is its word.
  const fits = [dataId, dataId.toLowerCase()].some((id) => sameText(given, expected(id)));
  const signed = secret !== "" && ts !== "" && ID.test(dataId) && fits;
  if (!signed && live) throw new Unauthenticated();
  const notice = mercadopagoNotice.safeParse(parsed(raw));
  if (!notice.success) throw new Invalid("unreadable");
  const { type, user_id: accountId = "", live_mode: real = live, data } = notice.data;
  const key = signed
    ? `${dataId}.${requestId}.${ts}`
    : `poke.${createHash("sha256").update(raw).digest("hex")}`;
  return { key, accountId, live: real, subject: subjectOf(type, signed ? dataId : data.id) };
}

function subjectOf(type: string, id: string): Subject | undefined {
  if (!ID.test(id)) return undefined;
  if (type === "payment") return { kind: "charge", id };
  if (type === "chargebacks" || type === "topic_chargebacks_wh") return { kind: "dispute", id };
  return undefined;
}

const manifest = (pairs: Record<string, string>): string =>
  Object.entries(pairs)
    .map(([name, value]) => (value === "" ? "" : `${name}:${value};`))
    .join("");

function parsed(raw: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(raw).toString("utf8"));
  } catch {
    return undefined;
  }
}
