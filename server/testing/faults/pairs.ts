import type { World } from "./world";

/** A query of things ($1: tenants, `id` text) and a query of the facts that say so: one of each, always. */
type Pair = { readonly name: string; readonly things: string; readonly facts: string };

const rowsOf = (table: string, which = "true", id = "id::text") =>
  `select ${id} as id from ${table} where tenant_id = any($1) and ${which}`;
const factsOf = (name: string, id = "entity_id") =>
  `select ${id} as id from events where tenant_id = any($1) and name = '${name}'`;
const payload = (field: string) => `body::jsonb -> 'payload' ->> '${field}'`;

const PAIRS: readonly Pair[] = [
  { name: "key", things: rowsOf("api_keys"), facts: factsOf("apiKey.created") },
  {
    name: "revoked key",
    things: rowsOf("api_keys", "revoked_at is not null"),
    facts: factsOf("apiKey.revoked"),
  },
  {
    name: "endpoint",
    things: rowsOf("webhook_endpoints"),
    facts: factsOf("webhook.endpoint.created"),
  },
  {
    name: "deleted endpoint",
    things: rowsOf("webhook_endpoints", "deleted_at is not null"),
    facts: factsOf("webhook.endpoint.deleted"),
  },
  { name: "file", things: rowsOf("files"), facts: factsOf("file.uploaded") },
  {
    name: "deleted file",
    things: rowsOf("files", "deleted_at is not null"),
    facts: factsOf("file.deleted"),
  },
  {
    name: "wish for a job",
    things: rowsOf("tenant_flags", "true", "flag"),
    facts: factsOf("tenant.flagChanged", payload("flag")),
  },
  {
    name: "job that was wished for",
    things: rowsOf("tenant_flags", "true", "flag"),
    facts: factsOf("schedule.ticked"),
  },
  {
    name: "idempotency row of a job",
    things: rowsOf("job_runs", "name = 'test.patient'", "job_id"),
    facts: factsOf("schedule.ticked", payload("period")),
  },
  {
    name: "version of settings",
    things: `select s.tenant_id || ' ' || v as id from tenant_settings s, generate_series(1, s.version) v
      where s.tenant_id = any($1) and s.module = 'company'`,
    facts: factsOf("settings.updated", `tenant_id || ' ' || (${payload("version")})`),
  },
  {
    name: "agreed limit and the platform's own fact",
    things: `select p.entity_id || ' ' || row_number() over (partition by p.entity_id) as id from events p
      where p.name = 'platform.access' and p.entity_id in (select unnest($1::uuid[])::text)`,
    facts: factsOf(
      "tenant.limitChanged",
      "entity_id || ' ' || row_number() over (partition by entity_id)",
    ),
  },
];

/** Each committed change has exactly its fact, and no fact stands alone. */
export async function brokenPairs({ stage, tenants }: World): Promise<string[]> {
  const ids = tenants.map(({ id }) => id);
  const broken: string[] = [];
  for (const { name, things, facts } of PAIRS) {
    const rows = await stage.ask<{ what: string }>(
      `select format('%s %s: %s rows, %s facts', $2::text, coalesce(t.id, f.id), coalesce(t.n, 0), coalesce(f.n, 0)) as what
       from (select id, count(*) as n from (${things}) x group by id) t
       full join (select id, count(*) as n from (${facts}) x group by id) f on f.id = t.id
       where t.n is distinct from 1 or f.n is distinct from 1 limit 5`,
      [ids, name],
    );
    broken.push(...rows.map(({ what }) => what));
  }
  return broken;
}
