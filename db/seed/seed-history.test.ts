import { beforeAll, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { verifyChain } from "@/server/modules/audit/verify-chain";
import { proveBooks } from "@/server/modules/billing/statements/prove-books";
import { systemCtx } from "@/server/tenancy/context";
import { DEMO_TENANTS } from "./demo-tenants";
import { seedDemo } from "./seed-demo";
import { seedId } from "./seed-id";

const query = async <T>(text: string, values: unknown[] = []) =>
  (await composition().db.platform.pool.query(text, values)).rows as T[];
const idOf = (slug: string) => seedId(`tenant:${slug}`);
const slugs = DEMO_TENANTS.map(({ slug }) => slug);

beforeAll(() => seedDemo().then(() => undefined), 120_000);

test.each(slugs)("the books of %s prove themselves, and its chain verifies", async (slug) => {
  const own = systemCtx(idOf(slug), "test");
  expect(await proveBooks(own)).toMatchObject({ ok: true, problems: [] });
  expect((await verifyChain(own)).ok).toBe(true);
});

test.each(slugs)(
  "%s billed every month of the last fourteen; most paid, some owe, the numbers have no gap",
  async (slug) => {
    const [row] = await query<Record<string, number>>(
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

test("FibraNet has cut who owes for long, each cut with its proof or still waiting for somebody, and BYTEK bills dollars at the day's rate", async () => {
  const cuts = await query<{ status: string; count: number }>(
    "select status, count(*)::int as count from enforcement_commands where tenant_id = $1 group by 1 order by 1",
    [idOf("fibranet")],
  );
  expect(cuts.map(({ status }) => status)).toEqual(["pending", "proven"]);
  const rates = await query<{ rates: number }>(
    "select count(distinct fx_rate)::int as rates from invoices where tenant_id = $1 and currency = 'USD'",
    [idOf("bytek")],
  );
  expect(rates[0]?.rates).toBeGreaterThan(5);
});

test("nobody will be told today of the demo's past: every reader of the chain stands past it", async () => {
  const behind = await query(
    `select e.name from event_cursors c join events e on e.tenant_id = c.tenant_id and e.seq > c.seq
     where c.tenant_id = any($1) and e.name ~ '^(invoice|payment|service)'`,
    [slugs.map(idOf)],
  );
  expect(behind).toEqual([]);
});
