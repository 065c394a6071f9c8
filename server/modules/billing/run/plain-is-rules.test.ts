import fc from "fast-check";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { eventBody } from "@/server/events/event-body";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { Ctx } from "@/server/tenancy/context";
import { playPlan, playPost } from "@/server/testing/billing-run/play-run";
import { addCustomer, addService, openScene, type Scene } from "@/server/testing/billing-run/scene";

type Given = {
  price: string;
  quantity: string;
  own: boolean;
  anchor: number;
  months: number;
  mode: "prepaid" | "postpaid";
};

const given: fc.Arbitrary<Given> = fc.record({
  price: fc.integer({ min: 0, max: 99_999_999 }).map((n) => (n / 10_000).toFixed(4)),
  quantity: fc.constantFrom("1", "2", "0.5", "3.3333", "12"),
  own: fc.boolean(),
  anchor: fc.integer({ min: 1, max: 31 }),
  months: fc.integer({ min: 1, max: 24 }),
  mode: fc.constantFrom("prepaid", "postpaid"),
});

/** The run's lines without what is drawn anew each time. */
async function linesOf(scene: Scene, ctx: Ctx, runId: string) {
  const { rows } = await inTenant(scene.tenant.ctx, (tx) =>
    tx.execute(sql`select customer_id, service_id, item_id, charge_id, bill_key, bill_on::text, position, kind, description,
      currency, quantity::text, unit_price::text, tax_rate::text, tax_code, net_minor, tax_minor, total_minor, period_start::text,
      period_end::text, business_unit_id, branch_id, explanation, error from billing_run_lines where run_id = ${runId}
      order by customer_id, position`),
  );
  return rows;
}

test.each([true, false])(
  "what SQL plans of plain services is what the rules plan, tax inside the price: %s",
  async (taxIncluded) => {
    const scene = await openScene({ taxIncluded, price: "59.987654" });
    const ctx = scene.at("2027-03-10T17:00:00Z");
    const services = fc.sample(given, { numRuns: 120, seed: 7 });
    let customerId = "";
    for (const [index, one] of services.entries()) {
      // Some customers have several services: one document, several lines.
      if (index % 3 !== 1) customerId = await addCustomer(scene);
      const startedOn = `2027-02-${String(Math.min(one.anchor, 28)).padStart(2, "0")}`;
      await addService(scene, {
        ...{ customerId, startedOn, billingMode: one.mode, intervalMonths: one.months },
        ...{ anchorDay: one.anchor, quantity: one.quantity, ownPrice: one.own ? one.price : null },
      });
    }
    const bySql = await playPlan(ctx);
    const sqlLines = await linesOf(scene, ctx, bySql.id);
    await inTenant(scene.tenant.ctx, (tx) => tx.execute(sql`update services set plain = false`));
    const byRules = await playPlan(ctx);
    expect(sqlLines.length).toBeGreaterThan(40);
    expect(await linesOf(scene, ctx, byRules.id)).toEqual(sqlLines);
    expect(byRules.totals).toEqual(bySql.totals);
  },
  150_000,
);

test("the facts of a bulk of documents are, to the letter, those that record() would have written", async () => {
  const scene = await openScene();
  for (let i = 0; i < 5; i++)
    await addService(scene, { customerId: await addCustomer(scene), startedOn: "2027-03-01" });
  // A prefix that JSON must escape.
  await inTenant(scene.tenant.ctx, (tx) =>
    tx.execute(
      sql`insert into document_series (tenant_id, kind, prefix, is_default) values (${scene.tenant.id}, 'invoice', ${'F"\\ñ\u0001-'}, true)`,
    ),
  );
  const ctx = scene.at("2027-03-01T17:00:00Z");
  const { id } = await playPlan(ctx);
  await playPost(ctx, id, 2);
  const { rows } = await inTenant(scene.tenant.ctx, (tx) =>
    tx.execute<{ id: string; body: string; invoice: string } & Record<string, string>>(sql`
      select e.id, e.body, i.id as invoice, i.customer_id as "customerId", i.full_number as number, i.total_minor::float8 as total
      from events e join invoices i on i.id::text = e.entity_id where e.name = 'invoice.created' order by e.seq`),
  );
  expect(rows).toHaveLength(5);
  for (const row of rows) {
    const payload = {
      ...{ customerId: row.customerId, number: row.number, kind: "recurring", currency: "PEN" },
      ...{
        totalMinor: Number(row.total),
        openMinor: Number(row.total),
        issuedOn: "2027-03-01",
        dueOn: "2027-03-11",
      },
    };
    const entity = { type: "invoice", id: row.invoice };
    const said = {
      id: row.id,
      ctx,
      name: "invoice.created" as const,
      entity,
      payload,
      personal: undefined,
    };
    expect(row.body).toBe(eventBody(said));
  }
});
