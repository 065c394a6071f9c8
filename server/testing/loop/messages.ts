import { sql } from "drizzle-orm";
import { inTenant } from "@/server/tenancy/in-tenant";
import { LADDERS } from "./ladders";
import type { Fate } from "./model";
import type { Person } from "./people";
import { numberOf, type Town } from "./town";

/** Which words a step of a ladder is said with; undefined: none. */
function wordOf(ladder: number, key: string): string | undefined {
  const step = LADDERS[ladder]?.steps.find((one) => one.key === key);
  if (step?.kind === "softStep") return "cutNotice";
  if (step?.kind !== "reminder" && step?.kind !== "overdue") return undefined;
  if (step.offsetDays === 0) return "dueToday";
  return step.offsetDays < 0 ? "reminderBefore" : "overdueReminder";
}

function expectedOf({ ladder }: Person, fate: Fate | undefined): Map<string, number> {
  const wanted = new Map<string, number>();
  const want = (word: string | undefined, n = 1) =>
    word && n > 0 && wanted.set(`billing.${word}`, (wanted.get(`billing.${word}`) ?? 0) + n);
  want("invoiceIssued", fate?.bills.length);
  want("paymentReceived", fate?.payments);
  want("promiseGranted", fate?.promises.granted);
  want("promiseBroken", fate?.promises.broken);
  for (const { key } of fate?.steps ?? []) want(wordOf(ladder, key));
  return wanted;
}

type Row = { who: number; event: string; n: number };

/** Everybody was told of everything once: each bill, payment, word given and step of their ladder; each cut and return that was proven. */
export async function wrongMessages(town: Town, fates: ReadonlyMap<number, Fate>) {
  const { rows } = await inTenant(town.owner, (tx) =>
    tx.execute<Row>(sql`select c.number as who, m.event, count(*)::int as n from messages m
      join customers c on c.id = m.customer_id where m.event not like 'billing.service%' group by 1, 2
      union all
      select c.number, 'billing.serviceReconnected', count(distinct e.id)::int
          - (select count(*) from messages m where m.customer_id = c.id and m.event = 'billing.serviceReconnected')::int
        from customers c join services s on s.customer_id = c.id join events e on e.entity_id = s.id::text
          and e.name = 'service.reconnected' group by c.id, c.number`),
  );
  const line = (who: number, event: string, n: number) => `${who} ${event} × ${n}`;
  const told = rows.filter(({ n }) => n !== 0).map(({ who, event, n }) => line(who, event, n));
  const expected = town.people.flatMap((person) =>
    [...expectedOf(person, fates.get(person.at))].map(([event, n]) =>
      line(numberOf(person), event, n),
    ),
  );
  const [had, should] = [new Set(told), new Set(expected)];
  return [
    ...expected.filter((one) => !had.has(one)).map((one) => `not told: ${one}`),
    ...told.filter((one) => !should.has(one)).map((one) => `told: ${one}`),
  ];
}
