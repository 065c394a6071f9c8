import { listProcedures, type ProcedureInfo } from "@/server/trpc/list-procedures";

export const REST_PREFIX = "/api/v1";

/** One way into /api/v1. */
export type RestRoute = {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** With prefix and placeholders: `/api/v1/members/{memberId}`. */
  path: string;
  /** The procedure's path; it answers. */
  procedure: string;
  info: ProcedureInfo;
  /** Matches a request's path; groups are the placeholders' values. */
  pattern: RegExp;
};

let routes: Promise<RestRoute[]> | undefined;

/** The table of /api/v1, from the procedures' `openapi` metas; made once. Throws when two claim one way in, or a GET mutates. */
export function listRestRoutes(): Promise<RestRoute[]> {
  return (routes ??= build());
}

async function build(): Promise<RestRoute[]> {
  const table = (await listProcedures()).flatMap(toRoute);
  const claimed = new Set<string>();
  for (const { method, path, procedure, info } of table) {
    const shape = `${method} ${path.replace(/\{\w+\}/g, "{}")}`;
    if (claimed.has(shape)) throw new Error(`${shape} is claimed twice, also by ${procedure}`);
    claimed.add(shape);
    if ((method === "GET") !== (info.type === "query"))
      throw new Error(`${procedure}: GET is for queries, queries are for GET`);
    if (!info.output) throw new Error(`${procedure}: a REST route names its output`);
  }
  // Literal segments before placeholders, so that /x/export is never read as an id.
  return table.sort((a, b) => (a.path.replaceAll("{", "~") < b.path.replaceAll("{", "~") ? -1 : 1));
}

function toRoute(info: ProcedureInfo): RestRoute[] {
  const { openapi } = info.meta;
  if (!openapi) return [];
  const path = `${REST_PREFIX}${openapi.path}`;
  const source = path
    .split(/(\{\w+\})/)
    .map((part) =>
      part.startsWith("{") ? `(?<${part.slice(1, -1)}>[^/]{1,200})` : escapeRegExp(part),
    )
    .join("");
  const pattern = new RegExp(`^${source}$`);
  return [{ method: openapi.method, path, procedure: info.path, info, pattern }];
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
