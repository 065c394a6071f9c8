import { getErrorShape, getTRPCErrorFromUnknown, type TRPCError } from "@trpc/server";
import { getHTTPStatusCode } from "@trpc/server/http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { appRouter } from "@/server/trpc/root";
import type { DoorContext } from "./door-context";

/** A query that needs nothing of tRPC's adapter but its answer's form. */
export type OneQuery = { path: string; batched: boolean; input: unknown };

type Procedure = { _def: { type: string } } & ((call: object) => Promise<unknown>);
const config = appRouter._def._config;

/**
 * Recognises the commonest request: one query by GET, alone or as a batch of one, whose module is loaded. Anything
 * else (mutations, batches, streams, bodies, malformed input, unknown paths) is the library's, as is what it answers.
 */
export function asOneQuery(req: IncomingMessage, path: string): OneQuery | undefined {
  const { method, url = "", headers } = req;
  if (method !== "GET" || headers["content-type"] || headers["trpc-accept"]) return undefined;
  if (headers.accept === "application/jsonl" || procedureAt(path)?._def.type !== "query")
    return undefined;
  const mark = url.indexOf("?");
  if (mark < 0) return { path, batched: false, input: undefined };
  const search = new URLSearchParams(url.slice(mark + 1));
  const batched = search.get("batch") === "1";
  const text = search.get("input");
  if (search.size !== (batched ? 1 : 0) + (text === null ? 0 : 1)) return undefined;
  const input = parsed(text);
  if (input === MALFORMED || (batched && input !== undefined && !isObject(input))) return undefined;
  return { path, batched, input: batched && isObject(input) ? input["0"] : input };
}

/** Answers it: the same procedure, middleware, status and body as through the adapter, written in one piece. */
export async function answerOneQuery(
  query: OneQuery,
  res: ServerResponse,
  from: {
    createContext: () => Promise<DoorContext>;
    onError: (told: { error: TRPCError; path: string }) => void;
    headersFor: (ctx: DoorContext | undefined, errors: readonly TRPCError[]) => Headers;
  },
): Promise<void> {
  const { path, input } = query;
  const gone = new AbortController();
  res.once("close", () => gone.abort());
  let ctx: DoorContext | undefined;
  let error: TRPCError | undefined;
  let answer: object;
  try {
    ctx = await from.createContext();
    const call = { path, ctx, type: "query", signal: gone.signal, batchIndex: 0 };
    answer = {
      result: { data: await procedureAt(path)?.({ ...call, getRawInput: async () => input }) },
    };
  } catch (cause) {
    error = getTRPCErrorFromUnknown(cause);
    from.onError({ error, path });
    answer = { error: getErrorShape({ config, ctx, error, input, path, type: "query" }) };
  }
  res.statusCode = error ? getHTTPStatusCode(answer as never) : 200;
  res.setHeader("content-type", "application/json");
  res.setHeader("vary", "trpc-accept, accept");
  for (const [name, value] of from.headersFor(ctx, error ? [error] : []))
    res.appendHeader(name, value);
  res.end(JSON.stringify(query.batched ? [answer] : answer));
}

/** Only what has been loaded: the library loads a lazy module at its first call. */
function procedureAt(path: string): Procedure | undefined {
  const { procedures } = appRouter._def as unknown as { procedures: Record<string, Procedure> };
  return Object.hasOwn(procedures, path) ? procedures[path] : undefined;
}

const MALFORMED = Symbol("malformed");

function parsed(text: string | null): unknown {
  if (text === null || text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return MALFORMED;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
