import { createHash } from "node:crypto";
import { keyedHash } from "@/server/auth/derived-key";
import { composition } from "@/server/composition";

/** What opens a link: 256 bits that only the master key can make again, so that nothing that opens it is kept. */
export const payLinkToken = (tenantId: string, linkId: string): string =>
  keyedHash(composition().env.TRAMA_MASTER_KEY, "billing.payLink", `${tenantId}:${linkId}`);

/** What is kept of it. */
export const payLinkHash = (token: string): string =>
  createHash("sha256").update(token).digest("hex");

/** The path in the customers' portal; it needs no sign-in. */
export const payPath = (token: string): string => `/pay/${token}`;
