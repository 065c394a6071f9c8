import { z } from "zod";

const uploaded = z.object({ id: z.uuid() });
const problem = z.object({ detail: z.string(), key: z.string(), code: z.string() });

/**
 * Sends a picture to the files door. A refusal is thrown as tRPC throws it, so that `ErrorNotice` shows the server's words;
 * one that is too heavy is not sent at all (`tooLarge` are the words).
 */
export async function uploadPicture(
  file: File,
  maxBytes: number,
  tooLarge: string,
): Promise<{ id: string }> {
  if (file.size > maxBytes) throw shown("logo_too_large", "invalid", tooLarge);
  const answer = await fetch(`/api/files?name=${encodeURIComponent(file.name)}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: file,
  });
  const body: unknown = await answer.json();
  if (answer.ok) return uploaded.parse(body);
  const { detail, key, code } = problem.parse(body);
  throw shown(key, code, detail);
}

const shown = (key: string, code: string, message: string): Error =>
  Object.assign(new Error(key), { data: { error: { key, code, message } } });
