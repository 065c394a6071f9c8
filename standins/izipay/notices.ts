import { createHmac } from "node:crypto";

export type IzipayNotice = { body: string; headers: Record<string, string> };

/** A notice from server to server: a form, its answer's text signed with the password. */
export function signNotice(answer: unknown, password: string): IzipayNotice {
  // Their JSON writes a slash behind a backslash.
  const text = JSON.stringify(answer).replaceAll("/", "\\/");
  const hash = createHmac("sha256", password).update(text).digest("hex");
  return {
    body: new URLSearchParams({
      ...{ "kr-hash": hash, "kr-hash-algorithm": "sha256_hmac", "kr-hash-key": "password" },
      ...{ "kr-answer-type": "V4/Payment", "kr-answer": text },
    }).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  };
}
