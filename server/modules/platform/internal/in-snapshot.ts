import type { PoolClient } from "pg";
import { composition } from "@/server/composition";

/** Reads as the platform's role at one instant (REPEATABLE READ, read only, UTC): what other transactions do meanwhile is not seen. */
export async function inSnapshot<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await composition().db.platform.pool.connect();
  let broken = true;
  try {
    await client.query("begin isolation level repeatable read read only");
    await client.query("set local time zone 'UTC'");
    const result = await work(client);
    await client.query("commit");
    broken = false;
    return result;
  } finally {
    // A connection that did not reach its commit is closed: that ends its transaction for certain.
    client.release(broken);
  }
}
