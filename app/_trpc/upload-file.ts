"use client";

import { z } from "zod";

const uploaded = z.object({ id: z.uuid() });
const problem = z.object({ detail: z.string(), key: z.string(), code: z.string() });

/**
 * Sends a file to the files door and gives its id. A refusal is thrown as tRPC throws it, so that `ErrorNotice` shows
 * the server's words. `headers` say whose face sends it, where it is not the staff's.
 */
export async function uploadFile(
  name: string,
  body: BodyInit,
  headers: Record<string, string> = {},
): Promise<{ id: string }> {
  const answer = await fetch(`/api/files?name=${encodeURIComponent(name)}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream", ...headers },
    body,
  });
  const said: unknown = await answer.json();
  if (answer.ok) return uploaded.parse(said);
  const { detail, key, code } = problem.parse(said);
  throw refusal(key, code, detail);
}

/** An error as a call's: one notice shows both. */
export const refusal = (key: string, code: string, message: string): Error =>
  Object.assign(new Error(key), { data: { error: { key, code, message } } });
