import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { paymentMethods } from "@/db/schema/cards";
import { paymentAttempts } from "@/db/schema/payments";
import { newId } from "@/server/kernel/ids";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type Described, describeAttempt } from "../../internal/describe-attempt";
import { followTry } from "../follow-try";
import { type CardToken, openToken } from "./card-token";
import { type Plan, readPlans } from "./read-plans";

type Attempt = typeof paymentAttempts.$inferSelect;
export type Begun = {
  attempt: Attempt;
  told: Described;
  /** Undefined: it is not to be charged any more. */
  card: CardToken | undefined;
  /** Somebody began before: the gateway may have heard of it. */
  again: boolean;
  /** What was asked for is still what is owed. */
  due: boolean;
};
type Input = { invoiceId: string; tryNumber: number };

/** Longer than any exchange with all its tries: while one charges, nobody else does. */
const CLAIM_MS = 5 * 60_000;
/** What nobody answered for is asked about this long, and an hour more. */
const LIFE_MS = 30 * 60_000;

/**
 * Writes a try down and claims it, or takes up one that was begun and not decided; undefined: nothing is to be charged (any
 * more), or somebody is at it. Everything is looked at again under the customer's lock: what is open this moment is asked for.
 */
export function beginTry(ctx: Ctx, { invoiceId, tryNumber }: Input): Promise<Begun | undefined> {
  return inTenant(ctx, async (tx) => {
    const known = await findTry(ctx, tx, { invoiceId, tryNumber });
    const customerId = known?.customerId ?? (await customerOf(ctx, tx, invoiceId));
    if (customerId === undefined) return undefined;
    await lockCustomers(ctx, tx, [customerId]);
    const attempt = known
      ? await claim(ctx, tx, known.id)
      : await insertTry(ctx, tx, { invoiceId, tryNumber });
    if (!attempt) return undefined;
    const told = await describeAttempt(ctx, tx, attempt);
    const due = !known || (await stillDue(ctx, tx, attempt));
    return { attempt, told, card: await cardOf(ctx, tx, attempt), again: Boolean(known), due };
  });
}

/** What a try that was not answered for was asked for, as it stands now. */
export const reopenTry = (
  ctx: Ctx,
  attempt: Attempt,
): Promise<Pick<Begun, "told" | "card" | "due">> =>
  inTenant(ctx, async (tx) => ({
    told: await describeAttempt(ctx, tx, attempt),
    card: await cardOf(ctx, tx, attempt),
    due: await stillDue(ctx, tx, attempt),
  }));

const here = (ctx: Ctx, id: string) =>
  and(eq(paymentAttempts.tenantId, ctx.tenantId), eq(paymentAttempts.id, id));

async function findTry(ctx: Ctx, tx: Tx, { invoiceId, tryNumber }: Input) {
  const { tenantId, autopayInvoiceId, tryNumber: number } = paymentAttempts;
  const [row] = await tx
    .select()
    .from(paymentAttempts)
    .where(and(eq(tenantId, ctx.tenantId), eq(autopayInvoiceId, invoiceId), eq(number, tryNumber)));
  return row;
}

async function customerOf(ctx: Ctx, tx: Tx, invoiceId: string): Promise<string | undefined> {
  const { rows } = await tx.execute<{ customerId: string }>(sql`
    select customer_id as "customerId" from invoices where tenant_id = ${ctx.tenantId} and id = ${invoiceId}`);
  return rows[0]?.customerId;
}

const claimed = (ctx: Ctx) => new Date(ctx.now.getTime() + CLAIM_MS);

/** Only what is not decided, and what nobody is at. */
async function claim(ctx: Ctx, tx: Tx, id: string): Promise<Attempt | undefined> {
  const { confirmingUntil, status } = paymentAttempts;
  const [row] = await tx
    .update(paymentAttempts)
    .set({ confirmingUntil: claimed(ctx) })
    .where(
      and(
        here(ctx, id),
        eq(status, "created"),
        or(isNull(confirmingUntil), lt(confirmingUntil, ctx.now)),
      ),
    )
    .returning();
  return row;
}

async function insertTry(
  ctx: Ctx,
  tx: Tx,
  { invoiceId, tryNumber }: Input,
): Promise<Attempt | undefined> {
  const plan = await planOf(ctx, tx, invoiceId);
  const { today } = await tenantFacts(ctx, tx);
  const { next } = plan ?? {};
  if (!plan || next?.number !== tryNumber || next.waits !== null || next.onDay > today)
    return undefined;
  const [card] = await tx.select().from(paymentMethods).where(thisCard(ctx, plan.methodId));
  if (!card) return undefined;
  const { integrationId, provider, live } = card;
  const [row] = await tx
    .insert(paymentAttempts)
    .values({
      ...{ id: newId(ctx.now.getTime()), tenantId: ctx.tenantId, status: "created" },
      ...{ customerId: plan.customerId, integrationId, provider, live, currency: plan.currency },
      ...{ amountMinor: plan.openMinor, invoiceIds: [invoiceId], methodId: card.id },
      ...{ autopayInvoiceId: invoiceId, tryNumber, confirmingUntil: claimed(ctx) },
      ...{ createdAt: ctx.now, expiresAt: new Date(ctx.now.getTime() + LIFE_MS) },
      askAt: claimed(ctx),
    })
    .onConflictDoNothing()
    .returning();
  return row;
}

const planOf = async (ctx: Ctx, tx: Tx, invoiceId: string): Promise<Plan | undefined> =>
  (await readPlans(ctx, tx, sql`i.id = ${invoiceId}`))[0];

/** Is the amount that was asked for still what is open, by a customer who still agrees? */
async function stillDue(ctx: Ctx, tx: Tx, attempt: Attempt): Promise<boolean> {
  const plan = await planOf(ctx, tx, attempt.autopayInvoiceId ?? attempt.id);
  if (plan?.openMinor !== attempt.amountMinor || plan.methodId !== attempt.methodId) return false;
  return !(plan.next.number !== null && plan.next.waits === "promise");
}

const thisCard = (ctx: Ctx, id: string) =>
  and(eq(paymentMethods.tenantId, ctx.tenantId), eq(paymentMethods.id, id));

async function cardOf(ctx: Ctx, tx: Tx, { methodId }: Attempt): Promise<CardToken | undefined> {
  const [row] = await tx
    .select()
    .from(paymentMethods)
    .where(thisCard(ctx, methodId ?? ""));
  if (row?.status !== "active" || row.tokenSealed === null) return undefined;
  return openToken(ctx, tx, row.id, row.tokenSealed);
}

/** Nobody is at it any more. */
export const leaveTry = (ctx: Ctx, id: string) =>
  inTenant(ctx, (tx) =>
    tx
      .update(paymentAttempts)
      .set({ confirmingUntil: sql`null` })
      .where(here(ctx, id)),
  );

type Outcome = { status: "rejected" | "unknown" | "cancelled"; reason: string };

/** What the gateway's answer, or none, means for the try; never over what was settled meanwhile. */
export async function noteTry(ctx: Ctx, { id }: Attempt, outcome: Outcome): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const [row] = await tx.select().from(paymentAttempts).where(here(ctx, id)).for("update");
    if (row?.status !== "created") return;
    const over = outcome.status === "unknown" ? {} : { askAt: null };
    await tx
      .update(paymentAttempts)
      .set({ ...outcome, ...over })
      .where(here(ctx, id));
    if (outcome.status !== "cancelled") await followTry(ctx, tx, row, outcome);
  });
}

/** It was paid, or changed, before the gateway heard of it: nobody is charged, and nobody needs to be told. */
export const cancelTry = (ctx: Ctx, attempt: Attempt): Promise<void> =>
  noteTry(ctx, attempt, { status: "cancelled", reason: "not_due" });
