import { Invalid } from "@/server/kernel/errors";
import { isDeeperThan, MAX_INPUT_DEPTH } from "@/server/kernel/is-deeper-than";
import type { RestRoute } from "./list-rest-routes";

/**
 * A request's input as its procedure wants it: body (or query string for GET and DELETE) with the path's values
 * over it, so that a body cannot name another row than the path. Throws Invalid for what is not a JSON object or too deep.
 */
export async function readInput(route: RestRoute, request: Request, url: URL): Promise<unknown> {
  const fromPath = Object.fromEntries(
    Object.entries(route.pattern.exec(url.pathname)?.groups ?? {}).map(([name, value]) => [
      name,
      decode(value),
    ]),
  );
  const bodiless = request.method === "GET" || request.method === "DELETE";
  const given = bodiless ? fromQuery(url) : await fromBody(request);
  const input = { ...given, ...fromPath };
  return route.info.input || Object.keys(input).length > 0 ? input : undefined;
}

/** A name that comes several times is a list. */
function fromQuery(url: URL): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const name of new Set(url.searchParams.keys())) {
    if (name === "__proto__") continue;
    const values = url.searchParams.getAll(name);
    input[name] = values.length > 1 ? values : values[0];
  }
  return input;
}

async function fromBody(request: Request): Promise<object> {
  const text = await request.text();
  if (text === "") return {};
  try {
    const body: unknown = JSON.parse(text);
    const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
    if (isObject && !isDeeperThan(body, MAX_INPUT_DEPTH)) return body;
  } catch {
    // Said below, without the parser's words.
  }
  throw new Invalid("malformed_request");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Invalid("malformed_request");
  }
}
