import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { addDays, type Day, daysBetween } from "@/server/kernel/day";
import { Invalid } from "@/server/kernel/errors";
import { withinReach } from "@/server/modules/crm/within-reach";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { ForecastDto, ForecastRow, WhoWouldBeCutInput } from "./forecast-schema";
import { frozen } from "./internal/frozen";
import { readDebts } from "./internal/read-debts";
import { readMoment, type TenantMoment } from "./internal/read-moment";
import { readPolicies } from "./internal/read-policies";
import { foresee } from "./rules/ladder";
import { bearing, overdueOf, policyOfService, sumOpen } from "./rules/service-debt";
import type { CustomerDebt, Decision, Policies } from "./rules/types";

const CHUNK = 1_000;
const MAX_AHEAD = 14;
/** Rows that one answer carries; the counts are of all. */
const FORECAST_ROWS = 2_000;

/**
 * Dry run: who is cut on a day (tomorrow unless said), and why; who is put off or spared, and why. Plays the job's own
 * rule forward from now, as if nobody paid in between. Changes nothing. Throws `Invalid` beside the day.
 */
export async function whoWouldBeCut(ctx: Ctx, input: WhoWouldBeCutInput): Promise<ForecastDto> {
  authorize(ctx, "collection.read");
  const held = await frozen(ctx);
  return inTenant(ctx, async (tx) => {
    const moment = await readMoment(ctx, tx, { cutsFrozen: held.cuts || held.ladder });
    const day = input.day ?? addDays(moment.today, 1);
    const ahead = daysBetween(moment.today, day);
    if (ahead < 0 || ahead > MAX_AHEAD)
      throw new Invalid("invalid_input", {}, { fields: { day: "invalid_input" } });
    const rows = await forecast(ctx, tx, moment, day);
    const of = (outcome: ForecastRow["outcome"]) => rows.filter((row) => row.outcome === outcome);
    const cut = of("cut");
    return {
      ...{ day, today: moment.today, currency: moment.currency },
      counts: { cut: cut.length, putOff: of("put_off").length, spared: of("spared").length },
      owedMinor: cut.reduce((sum, { owedMinor }) => sum + owedMinor, 0),
      frozen: held.ladder ? "all" : held.cuts ? "cuts" : "none",
      rows: [...cut, ...of("put_off"), ...of("spared")].slice(0, FORECAST_ROWS),
      truncated: rows.length > FORECAST_ROWS,
    };
  });
}

async function forecast(ctx: Ctx, tx: Tx, moment: TenantMoment, day: Day): Promise<ForecastRow[]> {
  const policies = await readPolicies(ctx, tx);
  const names = await policyNames(ctx, tx);
  const rows: ForecastRow[] = [];
  for (let after: string | null = null; ;) {
    const people = await debtorsAfter(ctx, tx, day, after);
    const debts = await readDebts(ctx, tx, [...people.keys()], moment.currency);
    for (const debt of debts) {
      const person = people.get(debt.customerId);
      const facts = { debt, policies, names, day };
      for (const decision of foresee(debt, policies, moment, day)) {
        const row = person && toRow(decision, facts);
        if (row) rows.push({ ...row, customerName: person.name, customerNumber: person.number });
      }
    }
    if (people.size < CHUNK) return rows;
    after = [...people.keys()].at(-1) ?? null;
  }
}

type Person = { id: string; name: string; number: number };

/** Customers within reach with something overdue by the day. */
async function debtorsAfter(
  ctx: Ctx,
  tx: Tx,
  day: Day,
  after: string | null,
): Promise<Map<string, Person>> {
  const { rows } = await tx.execute<Person>(sql`
    select id, name, number from ${customers} where tenant_id = ${ctx.tenantId} and ${withinReach(ctx, "collection.read")}
      and (${after}::uuid is null or id > ${after}::uuid)
      and id in (select i.customer_id from invoices i where i.tenant_id = ${ctx.tenantId} and i.open_minor > 0
        and i.document_status = 'finalized' and i.due_on < ${day}::date)
    order by id limit ${CHUNK}`);
  return new Map(rows.map((row) => [row.id, row]));
}

async function policyNames(ctx: Ctx, tx: Tx): Promise<Map<string, string>> {
  const { rows } = await tx.execute<{ id: string; name: string }>(
    sql`select id, name from dunning_policies where tenant_id = ${ctx.tenantId}`,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

type Facts = {
  debt: CustomerDebt;
  policies: Policies;
  names: ReadonlyMap<string, string>;
  day: Day;
};

const OUTCOMES = { do: "cut", defer: "put_off", skip: "spared" } as const;

/** What concerns a service and is not merely to come. */
function toRow(
  decision: Decision,
  { debt, policies, names, day }: Facts,
): Omit<ForecastRow, "customerName" | "customerNumber"> | undefined {
  const { action, step, reason, next, policyId, serviceId } = decision;
  const service = debt.services.find(({ id }) => id === serviceId);
  if (!service || action === "wait" || step.kind === "softStep" || reason === "cutFirst")
    return undefined;
  const policy = policyOfService(debt, service, policies);
  const borne = bearing(debt, service, policy, day);
  const shown = borne.length > 0 ? borne : overdueOf(debt, day);
  const [oldest] = shown;
  if (!oldest) return undefined;
  return {
    customerId: debt.customerId,
    serviceId: service.id,
    service: service.label,
    serviceNumber: service.number,
    invoices: shown.map(({ number }) => number),
    daysOverdue: daysBetween(oldest.dueOn, day),
    owedMinor: sumOpen(shown),
    kind: step.kind,
    offsetDays: step.offsetDays,
    policy: names.get(policyId) ?? "",
    outcome: OUTCOMES[action],
    reason,
    next,
  };
}
