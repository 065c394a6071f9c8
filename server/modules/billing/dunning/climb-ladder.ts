import { z } from "zod";
import { defineJob, type JobDelivery } from "@/server/jobs/define-job";
import { isNearDeadline, requeueRest } from "@/server/jobs/requeue-rest";
import { tickSchema } from "@/server/jobs/schedule-tick";
import { log } from "@/server/log";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { findDebtors } from "./internal/find-debtors";
import { frozen } from "./internal/frozen";
import { markOverdue } from "./internal/mark-overdue";
import { readDebts } from "./internal/read-debts";
import { readMoment } from "./internal/read-moment";
import { readPolicies } from "./internal/read-policies";
import { breakPromises } from "./internal/settle-promises";
import { takeSteps } from "./internal/take-steps";

/** Customers in one transaction: their rows stay locked for its time. */
const CHUNK = 200;
/** Customers found by one statement. */
const FOUND = 5_000;
const FACTS = 500;

/**
 * Every quarter of an hour in each tenant: what fell overdue is stated, broken promises end, and the ladder's steps are
 * taken that are due in this hour. A look that comes late, twice, or beside another one takes each step once.
 */
export const overdueSuspend = defineJob({
  name: "overdue.suspend",
  schema: tickSchema.extend({ after: z.uuid().nullable().default(null) }),
  timeoutMs: 120_000,
  async handle(ctx, payload, delivery) {
    const held = await frozen(ctx);
    if (held.ladder) return log.info({ tenantId: ctx.tenantId }, "dunning is frozen");
    const ended = await whileFull(
      (tx, today) => breakPromises(ctx, tx, today, FACTS),
      FACTS,
      ctx,
      delivery,
    );
    const marked = await whileFull(
      (tx, today) => markOverdue(ctx, tx, { today, limit: FACTS }),
      FACTS,
      ctx,
      delivery,
    );
    const after =
      ended && marked ? await climbOn(ctx, payload.after, held.cuts, delivery) : payload.after;
    if (after === DONE) return;
    await inTenant(ctx, async () => requeueRest(ctx, overdueSuspend, { ...payload, after }));
  },
});

/** Nobody is left to look at. */
const DONE = "done";

/** Chunk by chunk until the time is up: the last customer's id then, `DONE` when all were looked at. */
async function climbOn(
  ctx: Ctx,
  from: string | null,
  cutsFrozen: boolean,
  delivery: JobDelivery,
): Promise<string | null> {
  for (let after = from; ;) {
    const next = await climb(ctx, after, cutsFrozen, delivery);
    if (next === null) return DONE;
    after = next;
    if (isNearDeadline(delivery)) return after;
  }
}

type Piece = (tx: Parameters<Parameters<typeof inTenant>[1]>[0], today: string) => Promise<number>;

/** Piece by piece, a transaction each, until one is not full; false when the time was up first. */
async function whileFull(
  piece: Piece,
  full: number,
  ctx: Ctx,
  delivery: JobDelivery,
): Promise<boolean> {
  for (;;) {
    const done = await inTenant(ctx, async (tx) =>
      piece(tx, (await readMoment(ctx, tx, { cutsFrozen: false })).today),
    );
    if (done < full) return true;
    if (isNearDeadline(delivery)) return false;
  }
}

/** Takes the steps of the next customers; returns the last one's id, null when there are no more. */
async function climb(
  ctx: Ctx,
  after: string | null,
  cutsFrozen: boolean,
  delivery: JobDelivery,
): Promise<string | null> {
  const ids = await inTenant(ctx, async (tx) =>
    findDebtors(ctx, tx, await readPolicies(ctx, tx), await readMoment(ctx, tx, { cutsFrozen }), {
      after,
      limit: FOUND,
    }),
  );
  for (let from = 0; from < ids.length; from += CHUNK) {
    const chunk = ids.slice(from, from + CHUNK);
    await climbFor(ctx, chunk, cutsFrozen).catch(() => oneByOne(ctx, chunk, cutsFrozen));
    if (isNearDeadline(delivery)) return chunk.at(-1) ?? null;
  }
  return ids.length < FOUND ? null : (ids.at(-1) ?? null);
}

/** The ladder for these customers, in one transaction. */
export async function climbFor(
  ctx: Ctx,
  customerIds: readonly string[],
  cutsFrozen: boolean,
): Promise<number> {
  return inTenant(ctx, async (tx) => {
    await lockCustomers(ctx, tx, customerIds);
    const policies = await readPolicies(ctx, tx);
    const moment = await readMoment(ctx, tx, { cutsFrozen });
    const debts = await readDebts(ctx, tx, customerIds, moment.currency);
    return (await takeSteps(ctx, tx, { debts, policies, moment })).length;
  });
}

/** One customer whose rows cannot be worked on does not stop the others; the next look tries them again. */
async function oneByOne(ctx: Ctx, ids: readonly string[], cutsFrozen: boolean): Promise<void> {
  for (const customerId of ids)
    await climbFor(ctx, [customerId], cutsFrozen).catch((error: unknown) =>
      log.error({ err: error, customerId }, "the ladder left a customer out"),
    );
}
