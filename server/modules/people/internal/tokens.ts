import { createHash, randomBytes } from "node:crypto";

/** 256 random bits for a link; base64url, 43 characters. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** Only this is kept of a link's token. */
export const hashToken = (token: string): string =>
  createHash("sha256").update(token).digest("hex");
