import { createHmac, timingSafeEqual } from "node:crypto";
import { derivedKey } from "@/server/auth/derived-key";
import { composition } from "@/server/composition";

/** Hours that a link in an alert works. */
const LINK_HOURS = 24;

/** What a link of an alert lets its holder do: look at one entry about themself, and say whether it was them. */
export type SecurityLink = { entryId: string; membershipId: string };

const sign = (tenantId: string, body: string): Buffer =>
  createHmac("sha256", derivedKey(composition().env.TRAMA_MASTER_KEY, "security.link"))
    .update(`${tenantId}:${body}`)
    .digest();

/** A signed text for one entry and one member, good for a day. */
export function makeSecurityLink(tenantId: string, link: SecurityLink, now: Date): string {
  const until = now.getTime() + LINK_HOURS * 3_600_000;
  const body = Buffer.from([link.entryId, link.membershipId, until].join("|")).toString(
    "base64url",
  );
  return `${body}.${sign(tenantId, body).toString("base64url")}`;
}

/** What the link says; undefined when it was forged, is too old, or is another tenant's. */
export function readSecurityLink(
  tenantId: string,
  text: string,
  now: Date,
): SecurityLink | undefined {
  const [body = "", mac = ""] = text.split(".");
  const given = Buffer.from(mac, "base64url");
  const made = sign(tenantId, body);
  if (given.length !== made.length || !timingSafeEqual(given, made)) return undefined;
  const [entryId = "", membershipId = "", until = "0"] = Buffer.from(body, "base64url")
    .toString()
    .split("|");
  return Number(until) > now.getTime() ? { entryId, membershipId } : undefined;
}
