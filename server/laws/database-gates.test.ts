import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GATES } from "./database-gates";

let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
});
afterAll(() => client.end());

const broken = async (sql: string) =>
  (await client.query<{ broken: string }>(sql)).rows.map((row) => row.broken);

describe("the catalogue keeps the laws", () => {
  test.each(GATES)("$name", async ({ sql }) => {
    expect(await broken(sql)).toEqual([]);
  });
});

/** Each breaks one law on purpose; at least one gate must see it. */
const mutations: [string, string][] = [
  ["drop one policy", "drop policy tenant on api_keys"],
  [
    "add a second, looser policy",
    "create policy extra on api_keys for select to trama_app using (true)",
  ],
  [
    "open a policy to everyone",
    "create policy extra on api_keys for select to public using (true)",
  ],
  ["drop one FORCE", "alter table api_keys no force row level security"],
  ["switch row-level security off", "alter table webhook_endpoints disable row level security"],
  ["drop WITH CHECK's meaning", "alter policy tenant on api_keys with check (true)"],
  ["drop USING's meaning", "alter policy tenant on api_keys using (true)"],
  [
    "a volatile call instead of the sub-select",
    "alter policy tenant on api_keys using (tenant_id = app.tenant_id())",
  ],
  ["a tenant table whose tenant may be null", "create table stray (id uuid, tenant_id uuid)"],
  [
    "a plain foreign key",
    "alter table webhook_attempts add column e uuid, add constraint plain foreign key (e, delivery_id) references webhook_deliveries (id, tenant_id)",
  ],
  [
    "a composite key with tenant_id crossed",
    "alter table sessions drop constraint sessions_membership_fk; alter table sessions add constraint crossed foreign key (tenant_id, membership_id) references memberships (id, tenant_id) not valid",
  ],
  [
    "a foreign key onto tenant_id first",
    "create unique index x on memberships (tenant_id, id); alter table sessions add constraint tenant_first foreign key (tenant_id, membership_id) references memberships (tenant_id, id)",
  ],
  [
    "a primary key with tenant_id first",
    "alter table job_runs drop constraint job_runs_id_tenant_id_pk; alter table job_runs add primary key (tenant_id, id)",
  ],
  ["an index without the tenant", "create index stray on sessions (created_at)"],
  [
    "a new table without fences",
    "create table stray (id uuid, tenant_id uuid not null, primary key (id, tenant_id))",
  ],
  ["a new table without a tenant", "create table stray (id uuid primary key)"],
  ["a definer's view", "create view peek as select * from api_keys"],
  ["a materialized view", "create materialized view peek as select * from api_keys"],
  [
    "a definer's function",
    "create function app.peek() returns bigint language sql security definer set search_path = pg_catalog as 'select count(*) from public.api_keys'",
  ],
  [
    "a definer's function open to all",
    "grant execute on function app.is_platform_admin(uuid) to public",
  ],
  [
    "a listed function without its search_path",
    "alter function app.is_platform_admin(uuid) reset search_path",
  ],
  ["a stronger runtime role", "alter role trama_app createdb"],
  [
    "the runtime as owner",
    "grant create on schema public to trama_app; alter table api_keys owner to trama_app; revoke create on schema public from trama_app",
  ],
  ["facts that can be rewritten", "grant update on events to trama_app"],
  ["a tenant that sets passwords", "grant update (password_hash) on users to trama_app"],
  ["a tenant that may rewrite people", "grant update on users to trama_app"],
  [
    "a search of every customer",
    "alter policy search on customers using (tenant_id = (select app.tenant_id()))",
  ],
  [
    "a search of every tenant",
    "alter policy search on customers using (search_text like (select app.sought(1)))",
  ],
  [
    "a search of another table",
    "create policy search on api_keys for select to trama_search using (tenant_id = (select app.tenant_id()))",
  ],
  [
    "a searching role with a second policy",
    "create policy more on customers for select to trama_search using (true)",
  ],
  ["no policy for the searching role", "drop policy search on customers"],
  ["a searching role that reads more", "grant select (email) on customers to trama_search"],
  ["a searching role that reads all", "grant select on customers to trama_search"],
  ["a searching role that writes", "grant update (search_text) on customers to trama_search"],
  ["a searching role that deletes", "grant delete on customers to trama_search"],
  ["a searching role that signs in", "alter role trama_search login"],
  ["a searching role that is another too", "grant trama_platform to trama_search"],
  ["a runtime that inherits the search", "grant trama_search to trama_app with inherit true"],
  ["a runtime that gives the search away", "grant trama_search to trama_app with admin true"],
  ["a platform that searches", "grant trama_search to trama_platform with inherit false, set true"],
  [
    "a function that acts as another role",
    "create function app.peek() returns bigint language sql set role = 'trama_platform' as 'select 1::bigint'",
  ],
  [
    "a listed function that acts as another",
    "alter function app.search_customers(text[], int) set role = 'trama_platform'",
  ],
  ["a table open to everyone", "grant select on api_keys to public"],
];

describe("the gates bite", () => {
  test.each(mutations)("%s turns a gate red", async (_name, mutation) => {
    await client.query("begin");
    try {
      await client.query(mutation);
      const found: string[] = [];
      for (const gate of GATES) found.push(...(await broken(gate.sql)));
      expect(found).not.toEqual([]);
    } finally {
      await client.query("rollback");
    }
  });
});
