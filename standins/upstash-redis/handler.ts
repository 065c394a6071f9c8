import { timingSafeEqual } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import { encode } from "./encode";
import { refusalOf } from "./refused-commands";
import { ScriptNames } from "./scripts";

const word = z.union([z.string(), z.number(), z.boolean(), z.null()]).transform(String);
const command = z.array(word).min(1);
const commands = z.array(command).min(1);
const MAX_REQUEST_BYTES = 1024 * 1024;

type Reply = { result: unknown } | { error: string };
type Answer = { status: number; body: unknown };

/** Redis over REST as the service speaks it: https://upstash.com/docs/redis/features/restapi. */
export function upstashHandler(
  redis: Redis,
  token: string,
): (request: Request) => Promise<Response> {
  const scripts = new ScriptNames();
  return async (request) => {
    const base64 = request.headers.get("upstash-encoding")?.toLowerCase() === "base64";
    const answer = await answerTo(request, redis, scripts, token);
    const body = encodeReplies(answer.body, base64);
    const headers = { "upstash-sync-token": request.headers.get("upstash-sync-token") || "1=1" };
    return Response.json(body, { status: answer.status, headers });
  };
}

async function answerTo(
  request: Request,
  redis: Redis,
  scripts: ScriptNames,
  token: string,
): Promise<Answer> {
  if (!authorized(request, token)) return { status: 401, body: { error: "Unauthorized" } };
  const bytes = Buffer.from(await request.arrayBuffer());
  if (bytes.length > MAX_REQUEST_BYTES)
    return bad(`ERR max request size exceeded. Limit: ${MAX_REQUEST_BYTES} bytes`);
  const url = new URL(request.url);
  const path = url.pathname.split("/").filter(Boolean).map(decodeURIComponent);
  if (path.length === 0) return single(redis, scripts, parse(command, bytes));
  if (path[0] === "pipeline" && path.length === 1)
    return pipeline(redis, scripts, parse(commands, bytes));
  if (path[0] === "multi-exec" && path.length === 1)
    return transaction(redis, scripts, parse(commands, bytes));
  const tail = request.method === "POST" && bytes.length > 0 ? [bytes.toString()] : [];
  const query = [...url.searchParams].flatMap(([name, value]) => (value ? [name, value] : [name]));
  return single(redis, scripts, { ok: [...path, ...tail, ...query] });
}

type Parsed<T> = { ok: T } | { error: string };

function parse<S extends z.ZodType>(schema: S, bytes: Buffer): Parsed<z.output<S>> {
  try {
    const result = schema.safeParse(JSON.parse(bytes.toString()));
    return result.success ? { ok: result.data } : { error: "ERR failed to parse command" };
  } catch {
    return { error: "ERR failed to parse pipeline request" };
  }
}

const bad = (error: string): Answer => ({ status: 400, body: { error } });

async function single(
  redis: Redis,
  scripts: ScriptNames,
  parsed: Parsed<string[]>,
): Promise<Answer> {
  if ("error" in parsed) return bad(parsed.error);
  const reply = await run(redis, scripts, parsed.ok);
  return { status: "error" in reply ? 400 : 200, body: reply };
}

async function pipeline(
  redis: Redis,
  scripts: ScriptNames,
  parsed: Parsed<string[][]>,
): Promise<Answer> {
  if ("error" in parsed) return bad(parsed.error);
  const body: Reply[] = [];
  for (const one of parsed.ok) body.push(await run(redis, scripts, one));
  return { status: 200, body };
}

async function transaction(
  redis: Redis,
  scripts: ScriptNames,
  parsed: Parsed<string[][]>,
): Promise<Answer> {
  if ("error" in parsed) return bad(parsed.error);
  const refusal = parsed.ok.map(refusalOf).find(Boolean);
  if (refusal) return bad(`EXECABORT Transaction discarded because of: ${refusal}`);
  const multi = redis.multi();
  for (const one of parsed.ok) {
    const [name = "", ...rest] = scripts.translate(one);
    multi.callBuffer(name, rest);
  }
  try {
    const replies = (await multi.exec()) ?? [];
    const body = replies.map(([error, result]) => (error ? { error: error.message } : { result }));
    return { status: 200, body };
  } catch (error) {
    return bad(messageOf(error));
  }
}

async function run(redis: Redis, scripts: ScriptNames, words: string[]): Promise<Reply> {
  const refusal = refusalOf(words);
  if (refusal) return { error: refusal };
  const [name = "", ...rest] = scripts.translate(words);
  try {
    return { result: await redis.callBuffer(name, rest) };
  } catch (error) {
    return { error: messageOf(error) };
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function encodeReplies(body: unknown, base64: boolean): unknown {
  if (Array.isArray(body)) return body.map((reply) => encodeReplies(reply, base64));
  if (body && typeof body === "object" && "result" in body)
    return { result: encode(body.result, base64) };
  return body;
}

function authorized(request: Request, token: string): boolean {
  const given = Buffer.from(request.headers.get("authorization") ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
