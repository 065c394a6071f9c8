import { sql } from "drizzle-orm";
import { verifyChain } from "@/server/modules/audit/verify-chain";
import { proveBooks } from "@/server/modules/billing/statements/prove-books";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type Debtor, OWED_MINOR, type Storm } from "./storm-scene";
import { LOST, type Verdict } from "./storm-acts";

type Row = { id: string; seen: string; open: number; credit: number; came: number };

/** What each debtor came to is what their course must come to: in the books, as wished, as read back, on the router. */
export async function wrongFates(
  storm: Storm,
  fates: ReadonlyMap<Debtor, Verdict & { course: string }>,
): Promise<string[]> {
  const rows = await inTenant(storm.owner, async (tx) => {
    const found = await tx.execute<Row>(sql`
      select s.id, s.desired || ' ' || s.observed as seen, i.open_minor::float8 as open,
        (select coalesce(sum(p.unallocated_minor), 0)::float8 from payments p where p.customer_id = s.customer_id
          and p.status <> 'bounced') as credit,
        (select count(*)::int from events e where e.entity_id = s.id::text and e.name = 'service.reconnected') as came
      from services s join invoices i on i.customer_id = s.customer_id where s.tenant_id = ${storm.tenant.id}`);
    return new Map(found.rows.map((row) => [row.id, row]));
  });
  return [...fates].flatMap(([debtor, { course, service, open, credit }]) => {
    const row = rows.get(debtor.serviceId);
    const seen = `${row?.seen} ${onRouter(storm, debtor)} open ${row?.open} credit ${row?.credit}`;
    const want = `${service} ${service} ${service} open ${open} credit ${credit}`;
    const wrong = seen === want ? [] : [`${course}: ${want}, but ${seen}`];
    // Who never paid never came back, not for a moment.
    const lied = open === OWED_MINOR && !LOST.includes(course) && row?.came !== 0;
    return lied ? [...wrong, `${course}: came back without having paid`] : wrong;
  });
}

function onRouter({ router }: Storm, { serviceId }: Debtor): "on" | "off" | "gone" {
  const tag = `/s${serviceId.replaceAll("-", "")}`;
  const row = router.menu("/ppp/secret").find(({ comment }) => comment?.includes(tag));
  if (!row) return "gone";
  const off = row.disabled === "true" || row.disabled === "yes" || row.profile === "trama-corte";
  return off ? "off" : "on";
}

/** Each charge at the gateway is one payment here, or none where it was not what was asked for; no notice is lost. */
export async function wrongMoney(storm: Storm, acknowledged: readonly string[]): Promise<string[]> {
  const { rows: payments } = await inTenant(storm.owner, (tx) =>
    tx.execute<{
      charge: string;
      n: number;
    }>(sql`select provider_payment_id as charge, count(*)::int as n from payments
      where tenant_id = ${storm.tenant.id} and provider = 'stripe' group by 1`),
  );
  const times = new Map(payments.map(({ charge, n }) => [charge, n]));
  const ours = new Set(
    (
      await inTenant(storm.owner, (tx) =>
        tx.execute<{ id: string }>(
          sql`select id from payment_attempts where tenant_id = ${storm.tenant.id}`,
        ),
      )
    ).rows.map(({ id }) => id),
  );
  const charges = [...storm.stripe.intents.values()].filter(
    ({ status, metadata }) => status === "succeeded" && ours.has(metadata["reference"] ?? ""),
  );
  const wrong = charges.flatMap(({ id, amount_received: amount }) => {
    const want = amount === OWED_MINOR ? 1 : 0;
    return (times.get(id) ?? 0) === want
      ? []
      : [`charge ${id} of ${amount}: ${times.get(id)} payments`];
  });
  const { rows: kept } = await inTenant(storm.owner, (tx) =>
    tx.execute<{ body: string; status: string }>(
      sql`select body, status from inbound_webhooks where tenant_id = ${storm.tenant.id}`,
    ),
  );
  const states = new Map(
    kept.map(({ body, status }) => [(JSON.parse(body) as { id: string }).id, status]),
  );
  const lost = acknowledged.filter((id) => !["done", "ignored"].includes(states.get(id) ?? ""));
  return [...wrong, ...lost.map((id) => `notice ${id} was taken and is ${states.get(id)}`)];
}

/** Books, chain, queue of commands and dead letters. */
export async function wrongBooks({ owner, tenant }: Storm): Promise<string[]> {
  const { rows } = await inTenant(owner, (tx) =>
    tx.execute<{ what: string; n: number }>(sql`
      select 'command ' || status as what, count(*)::int as n from enforcement_commands
        where tenant_id = ${tenant.id} and status not in ('proven', 'superseded') group by 1
      union all select 'dead letter ' || name, count(*)::int from job_dead_letters where tenant_id = ${tenant.id} group by 1`),
  );
  const books = (await proveBooks(owner)).problems.map((one) => JSON.stringify(one));
  const chain = (await verifyChain(owner)).problems.map((one) => JSON.stringify(one));
  return [...rows.map(({ what, n }) => `${n} × ${what}`), ...books, ...chain];
}
