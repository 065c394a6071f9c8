import { sql } from "drizzle-orm";
import { verifyChain } from "@/server/modules/audit/verify-chain";
import { proveBooks } from "@/server/modules/billing/statements/prove-books";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { Done } from "./acts";
import { type Expected, type Fate, liveThrough } from "./model";
import type { Person, YearDay } from "./people";
import { numberOf, type Town } from "./town";

type Row = Record<string, unknown>;
const ask = <T extends Row>({ owner }: Town, query: ReturnType<typeof sql>): Promise<T[]> =>
  inTenant(owner, async (tx) => (await tx.execute<T>(query)).rows as T[]);

/** What the routers themselves say of a service: its row, by our tag, and the list of who is cut. */
function onRouter(town: Town, person: Person): "on" | "soft" | "off" | "gone" {
  const router = town.routers[person.routerAt];
  const tag = `/s${person.serviceId.replaceAll("-", "")}`;
  const row = router?.menu("/ppp/secret").find(({ comment }) => comment?.includes(tag));
  if (!row) return "gone";
  if (row.disabled === "true" || row.disabled === "yes") return "off";
  if (row.profile === "trama-corte") return "off";
  if (row.profile === "trama-aviso") return "soft";
  const lists = (router?.menu("/ip/firewall/address-list") ?? [])
    .filter(({ comment, disabled }) => comment?.includes(tag) && disabled !== "true")
    .map(({ list }) => list);
  if (lists.includes("trama-corte")) return "off";
  return lists.includes("trama-aviso") ? "soft" : "on";
}

type Service = { id: string; state: string; desired: string; observed: string };

/** Everybody's wish, what was read back, and the router's own rows agree with what the model says of them. */
export async function wrongServices(town: Town, fates: ReadonlyMap<number, Fate>) {
  const rows = await ask<Service>(town, sql`select id, state, desired, observed from services`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return town.people.flatMap((person) => {
    const row = byId.get(person.serviceId);
    const fate = fates.get(person.at);
    const router = onRouter(town, person);
    const want = wishOf(fate);
    const seen = [row?.desired, row?.observed, router].join(" ");
    const ended = want === "gone" && row?.state === "terminated" && row.desired === row.observed;
    const fits = ended ? router !== "on" : seen === `${want} ${want} ${want}`;
    return fits ? [] : [`${numberOf(person)} ${person.manner}: ${want}, but ${seen} ${row?.state}`];
  });
}

function wishOf(fate: Fate | undefined): string {
  if (!fate || fate.ended) return "gone";
  if (fate.debt === "hard" || fate.misuse) return "off";
  return fate.debt === "soft" ? "soft" : "on";
}

type Taken = { number: number; bill: string; key: string; on: string };

/** Steps that were taken and those that the model expects, each as a sentence; equal lists, or something went wrong. */
export async function stepsTaken(town: Town): Promise<string[]> {
  const rows = await ask<Taken>(
    town,
    sql`select c.number, i.issued_on::text as bill, e.payload ->> 'step' as key,
      (e.occurred_at at time zone 'America/Lima')::date::text as "on"
    from (select entity_id, occurred_at, (body::jsonb) -> 'payload' as payload from events where name = 'dunning.stepTaken') e
    join invoices i on i.id = e.entity_id::uuid join customers c on c.id = i.customer_id`,
  );
  return rows.map(({ number, bill, key, on }) => `${number} ${bill} ${key} ${on}`).toSorted();
}

export const expectedSteps = (town: Town, fates: ReadonlyMap<number, Fate>): string[] =>
  town.people
    .flatMap((person) => fates.get(person.at)?.steps ?? [])
    .map((one: Expected) => `${numberOf(one)} ${one.bill} ${one.key} ${one.on}`)
    .toSorted();

/** Bills that were issued, with what is open of them. */
export async function billsIssued(town: Town): Promise<string[]> {
  const rows = await ask<{ number: number; issued: string; total: number; open: number }>(
    town,
    sql`select c.number, i.issued_on::text as issued, i.total_minor::float8 as total, i.open_minor::float8 as open
    from invoices i join customers c on c.id = i.customer_id`,
  );
  return rows
    .map(({ number, issued, total, open }) => `${number} ${issued} ${total} open ${open}`)
    .toSorted();
}

export const expectedBills = (town: Town, fates: ReadonlyMap<number, Fate>): string[] =>
  town.people
    .flatMap((person) =>
      (fates.get(person.at)?.bills ?? []).map(
        ({ issuedOn, total, open }) => `${numberOf(person)} ${issuedOn} ${total} open ${open}`,
      ),
    )
    .toSorted();

/** The model's life of everybody. */
export const livesOf = (town: Town, done: readonly Done[], days: number, on: YearDay) => {
  const byPerson = Map.groupBy(done, ({ at }) => at);
  return new Map(
    town.people.map((person): [number, Fate] => [
      person.at,
      liveThrough(person, byPerson.get(person.at) ?? [], days, on),
    ]),
  );
};

/** Numbers without a gap, books at zero, credit as the model says, one receipt a payment, a proof of each command, a chain that verifies. */
export async function untruths(town: Town, fates: ReadonlyMap<number, Fate>): Promise<string[]> {
  const found: string[] = [];
  const holds = (what: string, row: Row | undefined) => {
    for (const [name, value] of Object.entries(row ?? { "no row": 1 }))
      if (Number(value) !== 0) found.push(`${what} ${name}: ${String(value)}`);
  };
  const [books] = await ask(
    town,
    sql`select (select max(number) - count(*) from invoices) as "gaps of invoices",
      (select max(receipt_number) - count(*) from payments) as "gaps of receipts",
      (select coalesce(sum(base_minor), 0) from ledger_legs) as legs,
      (select coalesce(sum(amount_minor), 0) from ledger_legs where account = 'receivable')
        - (select coalesce(sum(open_minor), 0) from invoices) as receivable,
      (select coalesce(sum(receivable_minor), 0) from customer_balances)
        - (select coalesce(sum(open_minor), 0) from invoices) as balances,
      (select count(*) from (select customer_id from invoices group by customer_id, issued_on having count(*) > 1) d) as doubles`,
  );
  holds("books", books);
  const [left] = await ask(
    town,
    sql`select (select count(*) from enforcement_commands where status not in ('proven', 'superseded')) as commands,
      (select count(*) from enforcement_commands where status = 'proven' and proof is null) as unproven,
      (select count(*) from inbound_webhooks where status = 'waiting') as notices,
      (select count(*) from job_dead_letters) as "dead letters",
      (select count(*) from messages where status in ('queued', 'held', 'sending', 'failed')) as messages,
      (select count(*) from webhook_deliveries where status <> 'delivered') as deliveries,
      (select count(*) from payment_promises where status = 'open' and due_on < current_date) as promises`,
  );
  holds("left", left);
  found.push(...(await proveBooks(town.owner)).problems.map(String));
  found.push(...(await verifyChain(town.owner)).problems.map((one) => JSON.stringify(one)));
  found.push(...(await wrongServices(town, fates)));
  return found;
}
