import type { ClientBase } from "pg";

/** One table of the set: parents come before children. */
export type Table = { schema: string; name: string; columns: string[]; key: string[] };

/** Tables of a schema in the order in which foreign keys let them be filled. */
export async function tablesOf(client: ClientBase, schema: string): Promise<Table[]> {
  const tables = await client.query<Table>(
    `select n.nspname as schema, c.relname as name,
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       coalesce((select array_agg(a.attname::text order by array_position(x.indkey::int2[], a.attnum)) from pg_index x
         join pg_attribute a on a.attrelid = c.oid and a.attnum = any (x.indkey::int2[])
         where x.indrelid = c.oid and x.indisprimary), '{}') as key
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p') and not c.relispartition order by c.relname`,
    [schema],
  );
  const references = await client.query<{ child: string; parent: string }>(
    `select child.relname as child, parent.relname as parent from pg_constraint k
     join pg_class child on child.oid = k.conrelid join pg_class parent on parent.oid = k.confrelid
     where k.contype = 'f' and k.connamespace = $1::regnamespace and k.conrelid <> k.confrelid`,
    [schema],
  );
  return inOrder(tables.rows, references.rows);
}

function inOrder(tables: Table[], references: { child: string; parent: string }[]): Table[] {
  const ordered: Table[] = [];
  const visit = (table: Table) => {
    if (ordered.includes(table)) return;
    for (const { parent } of references.filter(({ child }) => child === table.name))
      tables.filter(({ name }) => name === parent).forEach(visit);
    ordered.push(table);
  };
  tables.forEach(visit);
  return ordered;
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** `"schema"."table"`. */
export const qualified = ({ schema, name }: Table): string => `${quote(schema)}.${quote(name)}`;

/** `"a", "b"`. */
export const columnList = (names: readonly string[]): string => names.map(quote).join(", ");
