import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { newId } from "@/server/kernel/ids";
import { readLines } from "./read-lines";

const person = z.object({ id: z.uuid(), email: z.string().nullable() });

/**
 * Old id → id here. Who is known by e-mail keeps their own name and password; who is new comes with theirs,
 * under the old id where nobody has it.
 */
export async function importPeople(tx: Tx, folder: string): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for await (const lines of readLines(folder, "users"))
    for (const line of lines) ids.set(...(await importPerson(tx, line)));
  return ids;
}

async function importPerson(tx: Tx, line: string): Promise<[string, string]> {
  const { id, email } = person.parse(JSON.parse(line));
  const known = await tx.execute<{ id: string; email: string | null }>(
    sql`select id, email from users where id = ${id} or email = ${email}`,
  );
  const same = known.rows.find((row) => email !== null && row.email === email);
  if (same) return [id, same.id];
  const fresh = known.rows.length === 0 ? id : newId();
  await tx.execute(sql`insert into users
    select r.* from jsonb_populate_record(null::users, ${line}::jsonb || jsonb_build_object('id', ${fresh}::text)) r`);
  return [id, fresh];
}
