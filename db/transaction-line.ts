import type { PoolClient, QueryResult } from "pg";
import { statementName } from "./statement-names";
import { traceQueries } from "./trace-queries";

/** How a transaction's statements are sent. `named`: kept parsed by the server, for what people and programs wait for. */
export type Manner = { readonly named?: boolean };

type Asked = Promise<QueryResult>;
/** pg's client as drizzle calls it, and the socket below. */
type Wire = PoolClient & {
  connection?: { stream?: { cork?(): void; uncork?(): void } };
};

/**
 * One transaction's way to the database. BEGIN leaves with the first statement, in one write and one round trip; with no
 * statement there is no transaction. After the end it sends nothing more, whoever still holds it.
 */
export type TransactionLine = {
  /** What drizzle speaks to. */
  readonly client: PoolClient;
  /** Rejects when the database did not commit; undefined: there was nothing to commit. */
  commit(): Promise<string | undefined>;
  rollback(): Promise<void>;
  /** Keeps what is sent back until the function that it gives is called: all of it leaves in one write. */
  hold(): () => void;
};

export function openLine(wire: PoolClient, begin: string, { named }: Manner): TransactionLine {
  const traced = traceQueries(wire);
  const say = traced.query.bind(traced) as (...of: unknown[]) => Asked;
  let begun: Asked | undefined;
  let ended = false;

  const { stream } = (wire as Wire).connection ?? {};
  const hold = () => {
    stream?.cork?.();
    return () => stream?.uncork?.();
  };
  let held = false;
  // Statements that are asked side by side leave side by side.
  const holdTick = () => {
    if (held) return;
    held = true;
    const release = hold();
    process.nextTick(() => {
      held = false;
      release();
    });
  };
  const query = (statement: unknown, values?: unknown, ...more: unknown[]): Asked => {
    if (ended) return Promise.reject(new Error("a statement came after its transaction's end"));
    const given = named ? withName(statement, values) : statement;
    holdTick();
    if (!begun) {
      begun = wire.query(begin) as Asked;
      // Whoever waits for the statement hears of it; the commit asks again.
      begun.catch(() => undefined);
    }
    return say(given, values, ...more);
  };
  const end = async (word: string): Promise<string | undefined> => {
    ended = true;
    if (!begun) return undefined;
    const [, { command }] = await Promise.all([begun, wire.query(word)]);
    return command;
  };
  return {
    client: Object.create(wire, { query: { value: query } }) as PoolClient,
    commit: () => end("commit"),
    rollback: async () => void (await end("rollback")),
    hold,
  };
}

function withName(statement: unknown, values: unknown): unknown {
  if (typeof statement !== "object" || statement === null) return statement;
  const { text } = statement as { text?: unknown };
  if (typeof text !== "string" || !Array.isArray(values) || values.length === 0) return statement;
  const name = statementName(text, values);
  return name === undefined ? statement : { ...statement, name };
}
