import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { addDays } from "@/server/kernel/day";
import { NotFound } from "@/server/kernel/errors";
import { withinReach } from "@/server/modules/crm/within-reach";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { dayStart, type PastWindow, readPast } from "./internal/read-past";
import { readPastCalendar } from "./internal/read-past-calendar";
import { readPolicies } from "./internal/read-policies";
import { type ComparedStep, compareReplays, rankOf, replaySums } from "./rules/compare-replays";
import type { PastCalendar, PastCase } from "./rules/past";
import { replayLadder } from "./rules/replay-ladder";
import type { LadderPolicy, Policies } from "./rules/types";
import {
  type ReplayDto,
  replayPolicyInput,
  type ReplayPolicyInput,
  type ReplayRow,
} from "./replay-schema";

/** The days looked at end yesterday. */
const DAYS = 30;
/** The replay begins earlier, so that a ladder that is new to these days is in its stride when they begin. */
const WARM_UP = 31;
const CHUNK = 2_000;
/** One answer takes no longer than about that: where it is not enough, it says how many were looked at. */
const BUDGET_MS = 25_000;
/** Rows that one answer carries; the counts are of all. */
export const REPLAY_ROWS = 500;

/**
 * Dry run of a ladder, saved or not, over the last thirty days as they were: what it would have done with the invoices,
 * payments, promises, pauses and days without cuts that there were, beside what today's ladders would have. Plays the
 * job's own rule; sends and writes nothing. Throws `NotFound`, `Invalid` beside what does not go together.
 */
export async function replayPolicy(ctx: Ctx, given: ReplayPolicyInput): Promise<ReplayDto> {
  const { policyId, paidWithinDays, ...fields } = replayPolicyInput.parse(given);
  authorize(ctx, "collection.read");
  const { window, policies, calendar, until } = await inTenant(ctx, async (tx) => {
    const { today, currency, timeZone } = await tenantFacts(ctx, tx);
    const begins = { from: addDays(today, -(DAYS + WARM_UP)), currency, timeZone };
    return {
      ...{ window: begins, until: addDays(today, -1), policies: await readPolicies(ctx, tx) },
      calendar: await readPastCalendar(ctx, tx, begins),
    };
  });
  if (policyId && !policies.byId.has(policyId)) throw new NotFound("dunningPolicy");
  const from = addDays(window.from, WARM_UP);
  const sides = { current: policies, draft: withDraft(policies, policyId, fields) };
  const sums = replaySums(from, until);
  const kept: { rank: number; row: ReplayRow }[] = [];
  let people = 0;
  let steps = 0;
  let after: string | null = null;
  let complete = true;
  for (const startedMs = Date.now(); ;) {
    // A transaction a chunk: nothing is held open while others work.
    const chunk: Chunk = await nextChunk(ctx, after, window);
    people += chunk.people.size;
    for (const past of chunk.cases)
      for (const row of both(past, sides, calendar, { from: window.from, until, since: from })) {
        const paidOn = chunk.paidOn.get(row.invoiceId) ?? null;
        sums.add(row, paidOn, paidWithinDays);
        steps += 1;
        keep(kept, { rank: rankOf(row), row: toRow(row, past, chunk, paidOn) });
      }
    if (chunk.people.size < CHUNK) break;
    after = chunk.last;
    complete = Date.now() - startedMs < BUDGET_MS;
    if (!complete) break;
  }
  const rows = kept.toSorted((a, b) => a.rank - b.rank).map(({ row }) => row);
  return {
    ...{ from, until, customers: people, complete, paidWithinDays, ...sums.read() },
    ...{ rows: rows.slice(0, REPLAY_ROWS), truncated: steps > REPLAY_ROWS },
  };
}

/** Rows are many and few are shown: what cannot be among them is dropped as it comes. */
function keep(kept: { rank: number; row: ReplayRow }[], one: { rank: number; row: ReplayRow }) {
  if (kept.length >= REPLAY_ROWS * 2) {
    kept.sort((a, b) => a.rank - b.rank);
    kept.length = REPLAY_ROWS;
  }
  kept.push(one);
}

/** The ladders as they would be with the draft in its place. */
function withDraft(
  policies: Policies,
  policyId: string | undefined,
  fields: Omit<LadderPolicy, "id">,
): Policies {
  const id = policyId ?? policies.fallback.id;
  const draft = { ...fields, id };
  return {
    byId: new Map([...policies.byId, [id, draft] as const]),
    fallback: policies.fallback.id === id ? draft : policies.fallback,
  };
}

type Sides = { current: Policies; draft: Policies };
type Person = { id: string; name: string; number: number };
type Chunk = {
  people: ReadonlyMap<string, Person>;
  last: string | null;
  cases: PastCase[];
  paidOn: ReadonlyMap<string, string>;
};

function both(
  past: PastCase,
  { current, draft }: Sides,
  calendar: PastCalendar,
  { since, ...days }: { from: string; until: string; since: string },
): ComparedStep[] {
  const of = (policies: Policies) =>
    replayLadder(past, policies, calendar, days).filter(({ onDay }) => onDay >= since);
  return compareReplays(of(current), of(draft));
}

const nextChunk = (ctx: Ctx, after: string | null, window: PastWindow): Promise<Chunk> =>
  inTenant(ctx, (tx) => readChunk(ctx, tx, after, window));

/** The next customers within reach who had something open since the replay begins. */
async function readChunk(
  ctx: Ctx,
  tx: Tx,
  after: string | null,
  window: PastWindow,
): Promise<Chunk> {
  const since = dayStart(window.from, window.timeZone);
  const { rows: people } = await tx.execute<Person>(sql`
    select id, name, number::int as number from ${customers} where tenant_id = ${ctx.tenantId}
      and ${withinReach(ctx, "collection.read")} and (${after}::uuid is null or id > ${after}::uuid)
      and exists (select from invoices i where i.tenant_id = ${ctx.tenantId} and i.customer_id = customers.id
        and ((i.document_status = 'finalized' and (i.open_minor > 0 or i.paid_at >= ${since}))
          or (i.document_status = 'voided' and i.voided_at >= ${since})))
    order by id limit ${CHUNK}`);
  const ids = people.map(({ id }) => id);
  const { rows: paid } = await tx.execute<{ id: string; day: string }>(sql`
    select id, (paid_at at time zone ${window.timeZone})::date::text as day from invoices
    where tenant_id = ${ctx.tenantId} and customer_id = any(${sql.param(ids)}::uuid[]) and paid_at >= ${since}`);
  return {
    people: new Map(people.map((person) => [person.id, person])),
    last: ids.at(-1) ?? null,
    cases: await readPast(ctx, tx, ids, window),
    paidOn: new Map(paid.map(({ id, day }) => [id, day])),
  };
}

function toRow(
  row: ComparedStep,
  past: PastCase,
  { people }: Chunk,
  paidOn: string | null,
): ReplayRow {
  const { customerId, services } = past.debt;
  const person = people.get(customerId);
  const { serviceId, kind, offsetDays, currentOn, draftOn } = row;
  return {
    ...{ customerId, customerName: person?.name ?? "", customerNumber: person?.number ?? 0 },
    invoice: past.invoices.find(({ id }) => id === row.invoiceId)?.number ?? "",
    service: services.find(({ id }) => id === serviceId)?.label ?? null,
    ...{ serviceId, kind, offsetDays, currentOn, draftOn, paidOn },
  };
}
