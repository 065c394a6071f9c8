import { composition } from "@/server/composition";
import { storedFileKey } from "@/server/files/file-key";
import type { World } from "./world";

/** Harm as a bug would do it, past every guard, and the sentence that must come of it. */
const HARM: readonly { sql: string; found: RegExp }[] = [
  {
    sql: "update tenant_usage set used = used + 1 where tenant_id = $1 and resource = 'apiKeys'",
    found: /not true that usage of apiKeys equals what is there/,
  },
  {
    sql: "delete from api_keys where id = (select id from api_keys where tenant_id = $1 limit 1)",
    found: /^key .*: 0 rows, 1 facts/,
  },
  {
    sql: `delete from events where id = (select id from events where tenant_id = $1 and name = 'schedule.ticked' limit 1)`,
    found: /^job that was wished for .*: 1 rows, 0 facts/,
  },
  {
    sql: "update event_cursors set seq = seq - 1 where tenant_id = $1 and consumer = 'webhooks'",
    found: /^webhooks of .* stands at/,
  },
  {
    sql: `delete from webhook_deliveries where id = (select d.id from webhook_deliveries d
      join webhook_endpoints w on w.id = d.endpoint_id where w.deleted_at is null order by d.id desc limit 1)`,
    found: /^event .* for endpoint .*: 0 deliveries/,
  },
];

/** Does each harm to the first tenant, and takes the bytes of one file; gives what must be found. */
export async function plantHarm({ stage, tenants }: World): Promise<RegExp[]> {
  const id = tenants[0]?.id ?? "";
  for (const { sql } of HARM)
    await stage.ask(`set session_replication_role = replica; ${sql.replaceAll("$1", `'${id}'`)}`);
  const [file] = await stage.ask<{ key: string }>(
    "select storage_key as key from files where tenant_id = $1 and deleted_at is null limit 1",
    [id],
  );
  if (file) await composition().files.delete(storedFileKey(id, file.key));
  return [...HARM.map(({ found }) => found), /^chain of .*: missing at/, /has lost its bytes$/];
}
