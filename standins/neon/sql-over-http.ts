import type { IncomingMessage, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import pg from "pg";
import { z } from "zod";

const query = z.object({ query: z.string(), params: z.array(z.unknown()).default([]) });
const body = z.union([query, z.object({ queries: z.array(query) })]);
type Query = z.output<typeof query>;

/** `POST /sql`: one query, or a batch in one transaction; rows as arrays of the server's own text. */
export async function answerSql(
  request: IncomingMessage,
  response: ServerResponse,
  target: string,
): Promise<void> {
  const url = String(request.headers["neon-connection-string"] ?? "");
  const refusal = refusalOf(request, url, target);
  if (refusal) return reply(response, 400, { message: refusal });
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const parsed = body.parse(await json(request));
    const answer =
      "queries" in parsed
        ? { results: await runBatch(client, parsed.queries, request.headers) }
        : await run(client, parsed);
    reply(response, 200, answer);
  } catch (error) {
    reply(response, 400, describe(error));
  } finally {
    await client.end().catch(() => undefined);
  }
}

function refusalOf(request: IncomingMessage, url: string, target: string): string | undefined {
  if (!URL.canParse(url) || new URL(url).host !== target) return "connection string not allowed";
  for (const name of ["neon-raw-text-output", "neon-array-mode"])
    if (request.headers[name] !== "true") return `${name} must be true`;
  return undefined;
}

async function runBatch(
  client: pg.Client,
  queries: Query[],
  headers: IncomingMessage["headers"],
): Promise<unknown[]> {
  const level = /^[A-Za-z]+$/.exec(String(headers["neon-batch-isolation-level"] ?? ""))?.[0];
  const words = level?.replace(/([a-z])([A-Z])/g, "$1 $2");
  const readOnly = headers["neon-batch-read-only"] === "true" ? " read only" : "";
  await client.query(`begin${words ? ` isolation level ${words}` : ""}${readOnly}`);
  const results: unknown[] = [];
  for (const one of queries) results.push(await run(client, one));
  await client.query("commit");
  return results;
}

/** Raw text output: the client parses types, so the server's text passes untouched. */
const rawText = { getTypeParser: () => (text: string) => text };

async function run(client: pg.Client, { query: text, params }: Query): Promise<unknown> {
  const result = await client.query({ text, values: params, rowMode: "array", types: rawText });
  const fields = result.fields.map(({ name, dataTypeID }) => ({ name, dataTypeID }));
  return { fields, rows: result.rows, rowCount: result.rowCount, command: result.command };
}

function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof pg.DatabaseError)) return { message: String(error) };
  const { message, severity, code, detail, hint, schema, table, column, constraint } = error;
  return { message, severity, code, detail, hint, schema, table, column, constraint };
}

function reply(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}
