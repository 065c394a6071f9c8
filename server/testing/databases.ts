import pg from "pg";

/** Name of the migrated database that each worker clones. */
export const TEMPLATE = "trama_template";

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  const result = new URL(url);
  result.pathname = `/${name}`;
  return result.toString();
}

/** Runs one statement on the server's own database as its owner. */
export async function onAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
