import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { verifyPassword } from "@/server/auth/password-hash";
import { slugFault } from "@/server/kernel/slugs";
import { getHealth } from "@/server/modules/platform/get-health";
import { verifyChain } from "@/server/modules/audit/verify-chain";
import { proveBooks } from "@/server/modules/billing/statements/prove-books";
import { listInvitations } from "@/server/modules/people/list-invitations";
import { listTeams } from "@/server/modules/people/list-teams";
import { listChildTenants } from "@/server/modules/tenants/list-child-tenants";
import { listUsage } from "@/server/modules/tenants/list-usage";
import { wipeDemoData } from "@/server/modules/tenants/wipe-demo-data";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { systemCtx } from "@/server/tenancy/context";
import { asJobs } from "@/server/testing/queue-rigs/graphile-rig";
import { DEMO_TENANTS } from "./demo-tenants";
import { addPeople } from "./add-people";
import { type DemoLogin, seedDemo } from "./seed-demo";
import { seedId } from "./seed-id";

const query = async (text: string, values: unknown[] = []) =>
  (await composition().db.platform.pool.query(text, values)).rows;
const idOf = (slug: string) => seedId(`tenant:${slug}`);
const counts = () =>
  query(`select (select count(*) from tenants) as tenants, (select count(*) from memberships) as members,
    (select count(*) from events) as events, (select count(*) from api_keys) as keys, (select count(*) from tenant_domains) as domains,
    (select count(*) from webhook_endpoints) as endpoints, (select count(*) from teams) as teams,
    (select count(*) from invitations) as invitations, (select count(*) from staff_notifications) as news, (select count(*) from saas_plans) as plans`);

let logins: DemoLogin[];
beforeAll(async () => {
  // As after a seed that was cut short: the admin is there, nothing else.
  await addPeople(systemCtx(PLATFORM_TENANT_ID, "seed"), [
    { role: "owner", name: "Administración Trama", email: "admin@trama.demo" },
  ]);
  logins = await seedDemo();
}, 180_000);

test("every demo login opens its account with the demo password, in its role", async () => {
  expect(logins).toHaveLength(3 * 5 + 2);
  for (const login of logins) {
    const [row] = await query(
      `select u.password_hash as hash, m.role, t.slug from users u join memberships m on m.user_id = u.id
       join tenants t on t.id = m.tenant_id where u.email = $1`,
      [login.email],
    );
    expect(await verifyPassword(login.password, row.hash)).toBe(true);
    expect(row.slug).toBe(login.tenant ?? "admin");
    expect(login.role).toBe(login.tenant ? row.role : "platform");
  }
  expect(
    await query(
      "select active from platform_admins p join users u on u.id = p.user_id where u.email = 'admin@trama.demo'",
    ),
  ).toEqual([{ active: true }]);
});

test("a second seed changes not a single row and gives the same logins", async () => {
  const before = await counts();
  expect(await seedDemo()).toEqual(logins);
  expect(await counts()).toEqual(before);
});

test("the demo has the same ids on every machine, and slugs that a person could have chosen", () => {
  expect(idOf("fibranet")).toBe("64feb3ba-9fd2-5ed1-bd87-1da4c35b6fff");
  for (const { slug } of DEMO_TENANTS) expect(slugFault(slug)).toBeNull();
});

test("usage of each demo tenant is what is there, and ClimaSur was warned that its plan is full", async () => {
  const usage = await listUsage(systemCtx(idOf("climasur"), "test"));
  expect(usage.find((row) => row.resource === "staff")).toMatchObject({
    used: 5,
    maximum: 5,
    percent: 100,
    source: "plan",
  });
  const warned = await query(
    "select body::jsonb -> 'payload' ->> 'percent' as percent from events where tenant_id = $1 and name = 'usage.warned' and entity_id = 'staff' order by seq",
    [idOf("climasur")],
  );
  expect(warned).toEqual([{ percent: "80" }, { percent: "100" }]);
});

test("FibraNet has its teams with their people, two people asked to join, and news under the owner's bell", async () => {
  const own = systemCtx(idOf("fibranet"), "test");
  expect((await listTeams(own)).map(({ name, members }) => [name, members])).toEqual([
    ["Atención al cliente", 2],
    ["Cuadrilla Norte", 1],
  ]);
  expect((await listInvitations(own)).map(({ email, role }) => [email, role]).toSorted()).toEqual([
    ["fabiola@fibranet.demo", "agent"],
    ["gonzalo@fibranet.demo", "technician"],
  ]);
  expect(
    await query(
      "select n.kind from staff_notifications n join memberships m on m.id = n.membership_id where n.tenant_id = $1 and m.role = 'owner' and n.kind = 'security.alert'",
      [own.tenantId],
    ),
  ).toHaveLength(1);
});

test("the reseller sees its child and what it gave; nobody else has children", async () => {
  const { items, totals } = await listChildTenants(systemCtx(idOf("bytek"), "test"));
  expect(items.map((child) => child.slug)).toEqual(["tecnoandes"]);
  expect(totals.find((row) => row.resource === "staff")).toMatchObject({ given: 8, own: 120 });
  expect((await listChildTenants(systemCtx(idOf("fibranet"), "test"))).items).toEqual([]);
});

test("the platform's health counts what is there", async () => {
  const health = await getHealth(systemCtx(PLATFORM_TENANT_ID, "test"));
  expect(health.tenants.active).toBeGreaterThanOrEqual(4);
  expect(health.audit.events).toBeGreaterThan(20);
  expect(health.database.version).toMatch(/^1[89]|^[2-9]\d/);
});

test("the seed as a program prints the logins as one JSON array on its last line", async () => {
  const { stdout } = await promisify(execFile)("node_modules/.bin/tsx", ["scripts/seed.ts"], {
    env: { ...process.env, VITEST: "", TRAMA_LOG_LEVEL: "silent" },
  });
  expect(JSON.parse(stdout.trim().split("\n").at(-1) ?? "")).toEqual(logins);
});

const slugs = DEMO_TENANTS.map(({ slug }) => slug);

test.each(slugs)(
  "the books of %s prove themselves, and its chain verifies",
  async (slug) => {
    const own = systemCtx(idOf(slug), "test");
    expect(await proveBooks(own)).toMatchObject({ ok: true, problems: [] });
    expect((await verifyChain(own)).ok).toBe(true);
  },
  90_000,
);

test.each(slugs)(
  "%s billed every month of the last fourteen; most paid, some owe, the numbers have no gap",
  async (slug) => {
    const [row] = await query(
      `select count(distinct date_trunc('month', issued_on))::int as months, count(*)::int as invoices, max(number)::int as highest,
       (count(*) filter (where payment_status = 'paid'))::int as paid, (count(*) filter (where overdue_at is not null and open_minor > 0))::int as overdue
     from invoices where tenant_id = $1 and document_status = 'finalized'`,
      [idOf(slug)],
    );
    const { months = 0, invoices = 0, highest, paid = 0, overdue = 0 } = row ?? {};
    expect(months).toBeGreaterThanOrEqual(13);
    expect(highest).toBe(invoices);
    expect(paid / invoices).toBeGreaterThan(0.75);
    expect(overdue).toBeGreaterThan(0);
  },
);

test.each(slugs)(
  "%s took something back from nine bills, in the order of their days",
  async (slug) => {
    const notes = await query(
      "select number, issued_on::text as day, total_minor::int as total from credit_notes where tenant_id = $1 order by number",
      [idOf(slug)],
    );
    expect(notes.map(({ number }) => Number(number))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(notes.map(({ day }) => day)).toEqual(notes.map(({ day }) => day).toSorted());
    for (const { total } of notes) expect(total).toBeGreaterThan(0);
  },
);

test("FibraNet has cut who owes for long, each cut with its proof or still waiting for somebody, and BYTEK bills dollars at the day's rate", async () => {
  const cuts = await query(
    "select status, count(*)::int as count from enforcement_commands where tenant_id = $1 group by 1 order by 1",
    [idOf("fibranet")],
  );
  expect(cuts.map(({ status }) => status)).toEqual(["pending", "proven"]);
  const rates = await query(
    "select count(distinct fx_rate)::int as rates from invoices where tenant_id = $1 and currency = 'USD'",
    [idOf("bytek")],
  );
  expect(rates[0]?.rates).toBeGreaterThan(5);
});

test("FibraNet has people to practise on at each step of the ladder: told, in grace, cut, and nobody is reminded of it by the job alone", async () => {
  const walkers = await query(
    `select s.state, s.holds, count(*)::int as n, max(i.open_minor)::int as owed, bool_and(i.overdue_at is not null) as overdue,
       min((select count(*)::int from dunning_steps d where d.invoice_id = i.id and d.kind = 'reminder')) as said
     from customer_tags g join tags t on t.id = g.tag_id join services s on s.customer_id = g.customer_id
     join invoices i on i.customer_id = g.customer_id and i.open_minor > 0
     where g.tenant_id = $1 and t.name = 'Práctica' group by 1, 2 order by 3`,
    [idOf("fibranet")],
  );
  expect(walkers).toEqual([
    ...[{ state: "suspendRequested", holds: ["debt"], n: 2, owed: 8990, overdue: true, said: 5 }],
    ...[{ state: "active", holds: [], n: 6, owed: 8990, overdue: true, said: 2 }],
  ]);
});

test("nobody will be told today of the demo's past: every reader of the chain stands past it", async () => {
  const behind = await query(
    `select e.name from event_cursors c join events e on e.tenant_id = c.tenant_id and e.seq > c.seq
     where c.tenant_id = any($1) and e.name ~ '^(invoice|payment|service)'`,
    [slugs.map(idOf)],
  );
  expect(behind).toEqual([]);
  const asked = await asJobs(
    "select 1 from graphile_worker._private_jobs where payload->>'job' in ('billing.tellRun', 'notifications.send') and payload->>'tenant' = any($1)",
    [slugs.map(idOf)],
  );
  expect(asked.rows).toEqual([]);
});

test("one click wipes the demo's data, keeps people, settings and chain, and never works twice", async () => {
  const own = systemCtx(idOf("climasur"), "test");
  const { rows } = await wipeDemoData(own);
  expect(rows).toBeGreaterThan(0);
  for (const table of ["api_keys", "tenant_domains", "webhook_endpoints", "files"])
    expect(await query(`select 1 from ${table} where tenant_id = $1`, [own.tenantId])).toEqual([]);
  expect(
    await query("select count(*)::int as n from memberships where tenant_id = $1", [own.tenantId]),
  ).toEqual([{ n: 5 }]);
  const usage = await listUsage(own);
  expect(usage.find((row) => row.resource === "staff")?.used).toBe(5);
  expect(usage.find((row) => row.resource === "domains")?.used).toBe(0);
  await expect(wipeDemoData(own)).rejects.toMatchObject({ key: "not_demo" });
  await seedDemo();
  expect(await query("select 1 from api_keys where tenant_id = $1", [own.tenantId])).toEqual([]);
  expect(
    await query("select 1 from api_keys where tenant_id = $1", [idOf("fibranet")]),
  ).not.toEqual([]);
});
