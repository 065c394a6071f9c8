import pg from "pg";

/** The whole database as text, table by table, as a stolen backup would show it (owner's rights, every schema). */
export async function dumpDatabase(url: string): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'`,
    );
    const dump = new Map<string, string>();
    for (const { name } of tables) {
      const { rows } = await client.query<{ line: string }>(
        `select t::text as line from ${name} t`,
      );
      dump.set(name, rows.map((row) => row.line).join("\n"));
    }
    return dump;
  } finally {
    await client.end();
  }
}

/** Tables whose dump shows the text: plain, or as the hex or base64 of a binary column. */
export function tablesShowing(dump: Map<string, string>, text: string): string[] {
  const bytes = Buffer.from(text);
  const hex = bytes.toString("hex");
  // The middle of a longer base64 text starts at one of three offsets.
  const base64 = [0, 1, 2].map((skip) =>
    Buffer.concat([Buffer.alloc(skip), bytes])
      .toString("base64")
      .replace(/=+$/, "")
      .slice(4, -2),
  );
  const forms = [text, hex, ...base64];
  return [...dump]
    .filter(([, lines]) => forms.some((form) => lines.includes(form)))
    .map(([name]) => name);
}
