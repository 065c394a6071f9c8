import { MAX_UPLOAD_BYTES } from "@/server/modules/files/rules";

const JSON_BYTES = 1_000_000;
const SMALL_BYTES = 20_000;

/**
 * Bytes that a request's body may have, by door; a door that is not here takes none. main.ts and the route files both take them
 * from here. For files a little above the file's own limit, so that one byte too many gets the sentence about files.
 */
export const BODY_CAPS = {
  trpc: JSON_BYTES,
  v1: JSON_BYTES,
  files: MAX_UPLOAD_BYTES + 64 * 1024,
  auth: SMALL_BYTES,
  jobs: SMALL_BYTES,
  /** What WhatsApp may send at once. */
  webhooks: 3_000_000,
  pay: SMALL_BYTES,
} as const;
