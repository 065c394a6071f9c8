/** Tables without a tenant; each has a reason. Any other table must carry `tenant_id` and the fences. */
export const GLOBAL_TABLES: Record<string, string> = {
  tenants: "the tenants themselves; own policy on id",
  users: "people may belong to several tenants; own policy through memberships",
  saas_plans: "the platform's price list; read-only for tenants",
  platform_admins: "who may enter the admin host; no grant to the runtime role",
};

/** Functions that run with their owner's rights; each pins its search_path and has a test. */
export const DEFINER_FUNCTIONS: Record<string, string> = {
  "app.is_platform_admin": "answers yes or no for one person",
  "app.host_snapshot": "public routing facts of every open tenant, as a sign-in page shows them",
  "app.host_version": "one number: has any host changed",
  "app.touch_host_version": "a trigger that counts changes of hosts",
  "app.child_totals": "a reseller's own children and their totals, by the transaction's tenant",
  "app.own_tenants":
    "the open tenants of the person behind one living session of the transaction's own tenant",
  "app.active_panics":
    "the panic switches that bind the transaction's own tenant: its own and the platform's",
  "app.catch_up_statistics":
    "only the owner may ANALYZE; it looks again at tables that grew fourfold, and tells nothing",
  "app.enqueue_jobs": "the runtime may not call add_jobs; takes the tenant from the transaction",
  "app.enqueue_jobs_for_tenants":
    "schedules ask for many tenants; granted to the platform's role only",
};

/** Unique indexes across tenants; each has a reason. */
export const CROSS_TENANT_INDEXES: Record<string, string> = {
  tenant_domains_verified_host_key: "a verified host serves exactly one tenant; the host is public",
  memberships_by_user_idx: "which tenants a person may switch to; read by the platform role",
};

/** Functions that act as another role, and as which. */
export const ROLE_FUNCTIONS: Record<string, string> = {
  "app.search_customers": "role=trama_search",
};

/** What the searching role may read: the table, its policy as PostgreSQL says it, the columns and nothing else (decision 0107). */
const SEARCHED = {
  table: "customers",
  columns: ["id", "search_text", "tenant_id"],
  policy: `((tenant_id = ( SELECT app.tenant_id() AS tenant_id)) AND (search_text ~~ ( SELECT app.sought(1) AS sought)) AND (search_text ~~ ( SELECT app.sought(2) AS sought)) AND (search_text ~~ ( SELECT app.sought(3) AS sought)))`,
};

/** One law that the catalogue can break: a name and a query that returns what breaks it. */
export type Gate = { name: string; sql: string };

const literal = (names: Record<string, string>) =>
  `array[${Object.keys(names)
    .map((name) => `'${name}'`)
    .join(",")}]::text[]`;

const tenantTables = `
  select c.oid, c.relname from pg_class c
  where c.relkind in ('r','p') and c.relnamespace = 'public'::regnamespace
    and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)`;

/** The gates of quality.md's appendix and of architecture.md's *Tenancy*. */
export const GATES: readonly Gate[] = [
  {
    name: "a table without tenant_id stands on the allow-list of global tables",
    sql: `select c.relname as broken from pg_class c where c.relkind in ('r','p') and c.relnamespace = 'public'::regnamespace
      and not exists (select 1 from (${tenantTables}) t where t.oid = c.oid) and c.relname <> all (${literal(GLOBAL_TABLES)})`,
  },
  {
    name: "every tenant table and every global table with grants has forced row-level security",
    sql: `select c.relname as broken from pg_class c where c.relkind in ('r','p') and c.relnamespace = 'public'::regnamespace
      and c.relname <> all (array['saas_plans','platform_admins']) and not (c.relrowsecurity and c.relforcerowsecurity)`,
  },
  {
    name: "the runtime role has exactly one policy on each tenant table, on the tenant of the transaction, evaluated once",
    sql: `select t.relname as broken from (${tenantTables}) t where (
        select count(*) from pg_policy p where p.polrelid = t.oid and 'trama_app'::regrole = any (p.polroles) and p.polcmd = '*'
          and pg_get_expr(p.polqual, p.polrelid) = '(tenant_id = ( SELECT app.tenant_id() AS tenant_id))'
          and pg_get_expr(p.polwithcheck, p.polrelid) = '(tenant_id = ( SELECT app.tenant_id() AS tenant_id))') <> 1
      or exists (select 1 from pg_policy p where p.polrelid = t.oid
          and p.polroles <> array['trama_app'::regrole::oid] and p.polroles <> array['trama_platform'::regrole::oid]
          and not (t.relname = '${SEARCHED.table}' and p.polroles = array['trama_search'::regrole::oid]))
      or (select count(*) from pg_policy p where p.polrelid = t.oid)
        <> case t.relname when '${SEARCHED.table}' then 3 else 2 end`,
  },
  {
    name: "the searching role has one policy: it reads the tenant of the transaction, and what is looked for",
    sql: `select p.polrelid::regclass || ': ' || p.polname as broken from pg_policy p
      where 'trama_search'::regrole = any (p.polroles) and (p.polroles <> array['trama_search'::regrole::oid]
        or p.polrelid <> 'public.${SEARCHED.table}'::regclass or p.polcmd <> 'r' or not p.polpermissive
        or pg_get_expr(p.polqual, p.polrelid) is distinct from '${SEARCHED.policy}')
      union all select 'none' where not exists (select 1 from pg_policy p where 'trama_search'::regrole = any (p.polroles))`,
  },
  {
    name: "the searching role reads three columns and nothing else, by any grant",
    sql: `select c.oid::regclass || ': ' || p.privilege as broken from pg_class c
        cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN']) p (privilege)
      where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
        and c.relpersistence <> 't' and has_table_privilege('trama_search', c.oid, p.privilege)
      union all select c.oid::regclass || '.' || a.attname || ': ' || p.privilege from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) p (privilege)
      where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relnamespace in ('public'::regnamespace, 'app'::regnamespace)
        and has_column_privilege('trama_search', c.oid, a.attnum, p.privilege)
        and not (c.relname = '${SEARCHED.table}' and p.privilege = 'SELECT' and a.attname = any ('{${SEARCHED.columns.join(",")}}'))`,
  },
  {
    name: "nobody signs in as the searching role or inherits it, it is nobody else; the runtime role alone may take it",
    sql: `select 'it is a ' || m.roleid::regrole as broken from pg_auth_members m where m.member = 'trama_search'::regrole
      union all select r.rolname || ' inherits it' from pg_roles r where r.rolname like 'trama\\_%'
        and r.rolname not in ('trama_owner', 'trama_search') and pg_has_role(r.oid, 'trama_search', 'USAGE')
      union all select r.rolname || ' may take it' from pg_roles r where r.rolname like 'trama\\_%'
        and r.rolname not in ('trama_owner', 'trama_app', 'trama_search') and pg_has_role(r.oid, 'trama_search', 'SET')
      union all select 'the runtime role may give it away' from pg_auth_members m
        where m.roleid = 'trama_search'::regrole and m.member = 'trama_app'::regrole and m.admin_option
      union all select 'it signs in or inherits' from pg_roles r where r.rolname = 'trama_search' and (r.rolcanlogin or r.rolinherit)`,
  },
  {
    name: "a function that acts as another role stands on the allow-list",
    sql: `select n.nspname || '.' || p.proname || ': ' || c as broken from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        cross join unnest(p.proconfig) c
      where c ~* '^(role|session_authorization)=' and not exists (
        select 1 from jsonb_each_text('${JSON.stringify(ROLE_FUNCTIONS)}') listed where listed.key = n.nspname || '.' || p.proname and listed.value = c)`,
  },
  {
    name: "tenant_id is not null on every tenant table",
    sql: `select t.relname as broken from (${tenantTables}) t join pg_attribute a on a.attrelid = t.oid and a.attname = 'tenant_id' where not a.attnotnull`,
  },
  {
    name: "the primary key of a tenant table is (id, tenant_id), id first",
    sql: `select t.relname as broken from (${tenantTables}) t where t.relname <> 'event_heads' and not exists (
        select 1 from pg_constraint k where k.conrelid = t.oid and k.contype = 'p' and (
          select array_agg(a.attname::text order by u.ord) from unnest(k.conkey) with ordinality u(num, ord)
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num) = array['id','tenant_id'])`,
  },
  {
    name: "a foreign key between tenant tables pairs tenant_id with tenant_id",
    sql: `select k.conname as broken from pg_constraint k where k.contype = 'f'
        and k.conrelid in (select oid from (${tenantTables}) t) and k.confrelid in (select oid from (${tenantTables}) t)
        and not exists (select 1 from unnest(k.conkey, k.confkey) u(here, there)
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.here
          join pg_attribute b on b.attrelid = k.confrelid and b.attnum = u.there
          where a.attname = 'tenant_id' and b.attname = 'tenant_id')`,
  },
  {
    name: "the target of a composite foreign key starts with id (the quadratic trap)",
    sql: `select k.conname as broken from pg_constraint k join pg_attribute a on a.attrelid = k.confrelid and a.attnum = k.confkey[1]
      where k.contype = 'f' and cardinality(k.confkey) > 1 and a.attname = 'tenant_id'`,
  },
  {
    name: "every foreign key has an index behind its target",
    sql: `select k.conname as broken from pg_constraint k where k.contype = 'f' and k.conindid = 0`,
  },
  {
    name: "every index of a tenant table but its primary key starts with tenant_id",
    sql: `select i.relname as broken from pg_index x join pg_class i on i.oid = x.indexrelid
      join (${tenantTables}) t on t.oid = x.indrelid
      left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = x.indkey[0]
      where not x.indisprimary and coalesce(a.attname, '') <> 'tenant_id' and i.relname <> all (${literal(CROSS_TENANT_INDEXES)})`,
  },
  {
    name: "a view runs with its caller's rights, and there are no materialized views",
    sql: `select c.relname as broken from pg_class c where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace)
      and ((c.relkind = 'v' and not coalesce('security_invoker=true' = any (c.reloptions), false)) or c.relkind = 'm')`,
  },
  {
    name: "a SECURITY DEFINER function stands on the allow-list and pins its search_path",
    sql: `select n.nspname || '.' || p.proname as broken from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname in ('public', 'app')
      and (n.nspname || '.' || p.proname <> all (${literal(DEFINER_FUNCTIONS)})
        or not exists (select 1 from unnest(p.proconfig) c where c like 'search_path=%'))`,
  },
  {
    name: "PUBLIC may not execute a SECURITY DEFINER function",
    sql: `select n.nspname || '.' || p.proname as broken from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname in ('public', 'app')
      and exists (select 1 from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0)`,
  },
  {
    name: "the runtime roles own nothing in public and app, bypass nothing, create nothing",
    sql: `select r.rolname || ' is too strong' as broken from pg_roles r where r.rolname like 'trama\\_%' and r.rolname <> 'trama_owner'
        and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication)
      union all select c.relname || ' is owned by ' || pg_get_userbyid(c.relowner) from pg_class c
        where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace) and pg_get_userbyid(c.relowner) in ('trama_app', 'trama_platform', 'trama_jobs', 'trama_search')
      union all select n.nspname || ' can be created in by ' || r.rolname from pg_namespace n cross join pg_roles r
        where n.nspname in ('public', 'app') and r.rolname in ('trama_app', 'trama_platform', 'trama_jobs', 'trama_search') and has_schema_privilege(r.oid, n.oid, 'CREATE')`,
  },
  {
    name: "no runtime role may truncate, add triggers or reference, nor rewrite facts",
    sql: `select table_name || ': ' || grantee || ' ' || privilege_type as broken from information_schema.role_table_grants
      where table_schema = 'public' and grantee in ('trama_app', 'trama_platform', 'trama_jobs', 'trama_search', 'PUBLIC')
      and (privilege_type in ('TRUNCATE', 'TRIGGER', 'REFERENCES') or grantee = 'PUBLIC'
        or (table_name = 'events' and privilege_type in ('UPDATE', 'DELETE')))`,
  },
  {
    name: "no runtime role but the platform's may change a password",
    sql: `select r.rolname as broken from pg_roles r where r.rolname like 'trama\\_%' and r.rolname not in ('trama_owner', 'trama_platform')
      and has_column_privilege(r.oid, 'public.users', 'password_hash', 'UPDATE')`,
  },
];
