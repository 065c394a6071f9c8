import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { mintWorld, type World } from "@/server/testing/world";

let a: World;
let b: World;
let tables: string[];
beforeAll(async () => {
  [a, b] = [await mintWorld(), await mintWorld()];
  const { rows } = await composition().db.platform.pool.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id'
     where c.relkind in ('r','p') and not c.relispartition and c.relnamespace = 'public'::regnamespace order by 1`,
  );
  tables = rows.map((row) => row.name);
});

/** Runs a statement as tenant A with the runtime role, then rolls back; SQL errors come out as their code. */
async function asA(
  statement: string,
): Promise<{ rows: Record<string, unknown>[]; rowCount: number; code?: string }> {
  const undo = new Error("undo");
  let result: { rows: Record<string, unknown>[]; rowCount: number } = { rows: [], rowCount: 0 };
  try {
    await composition().db.app.transaction(a.tenantId, async (tx) => {
      const answer = await tx.execute(sql.raw(statement));
      result = { rows: answer.rows, rowCount: answer.rowCount ?? 0 };
      throw undo;
    });
  } catch (error) {
    if (error !== undo)
      return { ...result, code: (error as { cause?: { code?: string } }).cause?.code ?? "unknown" };
  }
  return result;
}

describe("the runtime role of one tenant, over every tenant table", () => {
  test("reads its own rows and none of the other's", async () => {
    expect(tables.length).toBeGreaterThan(25);
    for (const table of tables) {
      const { rows } = await asA(`select distinct tenant_id::text as tenant from "${table}"`);
      expect(rows, table).toEqual([{ tenant: a.tenantId }]);
    }
  });

  test("changes and deletes nothing of the other's, even by its exact id", async () => {
    for (const table of tables.filter((name) => name !== "event_heads")) {
      const where = `where id = '${b.id(table)}'`;
      for (const statement of [
        `update "${table}" set tenant_id = tenant_id ${where}`,
        `delete from "${table}" ${where}`,
      ]) {
        const { rowCount, code } = await asA(statement);
        expect(code === undefined || code === "42501", `${statement}: ${code}`).toBe(true);
        expect(rowCount, statement).toBe(0);
      }
    }
  });

  test("cannot move a row of its own to the other, nor write one there", async () => {
    for (const table of tables) {
      const { code } = await asA(
        `update "${table}" set tenant_id = '${b.tenantId}' where tenant_id = '${a.tenantId}'`,
      );
      // 23000: the guard of the chain's heads.
      expect(["42501", "23503", "23000"], `${table}: ${code}`).toContain(code);
    }
  });

  test("cannot hang a row of its own on the other's parent", async () => {
    const { rows } = await composition().db.platform.pool.query<{
      child: string;
      column: string;
      parent: string;
    }>(
      `select k.conrelid::regclass::text as child, a.attname as column, k.confrelid::regclass::text as parent from pg_constraint k
       join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
       where k.contype = 'f' and cardinality(k.conkey) = 2 and k.connamespace = 'public'::regnamespace`,
    );
    expect(rows.length).toBeGreaterThan(5);
    for (const { child, column, parent } of rows) {
      const { code } = await asA(
        `update "${child}" set "${column}" = '${b.id(parent)}' where id = '${a.id(child)}'`,
      );
      // 23503: the composite key refuses; 23514: a check before it; 42501: the table is insert-only.
      expect(["23503", "23514", "42501"], `${child}.${column}: ${code}`).toContain(code);
    }
  });
});
