import { createHash, randomBytes, randomInt } from "node:crypto";
import { keyedHash } from "@/server/auth/derived-key";
import { composition } from "@/server/composition";

/** Six digits from the system's random source. */
export const newCode = (): string => String(randomInt(0, 1_000_000)).padStart(6, "0");

/** 256 random bits for a link or a step between two calls. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** What is kept of a token. */
export const tokenHash = (token: string): string =>
  createHash("sha256").update(token).digest("hex");

/** What is kept of a code; it counts for its own row and purpose only. */
export const codeHash = (purpose: string, rowId: string, code: string): string =>
  keyedHash(composition().env.TRAMA_MASTER_KEY, "portal.code", `${purpose}:${rowId}:${code}`);

/** What is kept of an address: cannot be searched by guessing. */
export const destinationHash = (tenantId: string, address: string): string =>
  keyedHash(composition().env.TRAMA_MASTER_KEY, "portal.destination", `${tenantId}:${address}`);
