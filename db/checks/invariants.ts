/** One thing that must hold in the data at every moment: a name, and a query that returns the rows that break it. */
export type Invariant = { readonly name: string; readonly sql: string };

const counted = (resource: string, count: string): Invariant => ({
  name: `usage of ${resource} equals what is there`,
  sql: `select t.id as tenant_id, '${resource}' as what from public.tenants t
    left join public.tenant_usage u on u.tenant_id = t.id and u.resource = '${resource}' and u.period = ''
    where t.kind = 'tenant' and coalesce(u.used, 0) <> (${count})`,
});

/** Run by the platform's role, over all tenants: in health, after faults in tests, after a restore. Each costs one scan. */
export const INVARIANTS: readonly Invariant[] = [
  counted(
    "staff",
    "select count(*) from public.memberships m where m.tenant_id = t.id and m.status = 'active'",
  ),
  counted(
    "apiKeys",
    "select count(*) from public.api_keys k where k.tenant_id = t.id and k.revoked_at is null",
  ),
  counted(
    "webhookEndpoints",
    "select count(*) from public.webhook_endpoints e where e.tenant_id = t.id and e.deleted_at is null",
  ),
  counted(
    "storageBytes",
    "select coalesce(sum(f.size_bytes), 0) from public.files f where f.tenant_id = t.id and f.deleted_at is null",
  ),
  counted("domains", "select count(*) from public.tenant_domains d where d.tenant_id = t.id"),
  counted("childTenants", "select count(*) from public.tenants c where c.parent_tenant_id = t.id"),
  {
    name: "the head of each chain is its last fact",
    sql: `select h.tenant_id, h.seq::text as what from public.event_heads h
      left join lateral (select e.seq, e.hash from public.events e where e.tenant_id = h.tenant_id order by e.seq desc limit 1) last on true
      where h.seq <> coalesce(last.seq, 0) or (last.seq is not null and last.hash <> h.hash)`,
  },
  {
    name: "a host is verified for at most one tenant",
    sql: `select min(d.tenant_id::text)::uuid as tenant_id, d.host as what from public.tenant_domains d
      where d.status = 'verified' group by d.host having count(*) > 1`,
  },
  {
    name: "every open tenant has an owner who can sign in, or has invited one",
    sql: `select t.id as tenant_id, t.slug as what from public.tenants t where t.kind = 'tenant' and t.status <> 'closed'
      and not exists (select 1 from public.memberships m join public.users u on u.id = m.user_id
        where m.tenant_id = t.id and m.role = 'owner' and m.status = 'active' and u.status = 'active')
        and not exists (select 1 from invitations i where i.tenant_id = t.id and i.role = 'owner' and i.revoked_at is null and i.accepted_at is null)`,
  },
];
