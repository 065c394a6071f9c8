import { and, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { paymentAttempts } from "@/db/schema/payments";
import { GatewayProblem, type PayForm } from "@/server/integrations/payments/schema";
import { NotFound, Unavailable } from "@/server/kernel/errors";
import { isUuid } from "@/server/kernel/ids";
import { log } from "@/server/log";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type Described, describeAttempt } from "../internal/describe-attempt";
import { hasCome } from "../rules/judge-charge";
import { openGateway } from "./open-gateway";
import { settleCharge } from "./settle-charge";

/** Longer than any exchange with all its tries. */
const CLAIM_MS = 2 * 60_000;
type Attempt = typeof paymentAttempts.$inferSelect;
type Found = { attempt: Attempt; told: Described };

/**
 * Somebody comes back from where an attempt is paid. What they bring proves nothing: the gateway is asked, and what only
 * our word completes is completed. One at a time; what is not answered for is left to the janitor. Gives our page on which
 * the story ends. Throws `NotFound`.
 */
export async function confirmCheckout(
  ctx: Ctx,
  { attemptId, returned }: { attemptId: string; returned: URLSearchParams },
): Promise<{ back: string }> {
  const { attempt, told } = await find(ctx, attemptId);
  const { checkoutId, integrationId } = attempt;
  if (hasCome(attempt.status) || checkoutId === null || !(await claim(ctx, attempt.id)))
    return told;
  try {
    const { gateway, account } = await openGateway(ctx, integrationId);
    // What was paid otherwise while the page stood open: what was agreed to there is not charged.
    const brought = gateway.completes && (await endPaid(ctx, attempt)) ? NOTHING : returned;
    const charge = await gateway.confirm(ctx, account, brought, { ...told, checkoutId });
    if (charge) await settleCharge(ctx, { integrationId, provider: gateway.name, charge });
    await leave(ctx, attempt.id);
  } catch (error) {
    if (!(error instanceof GatewayProblem || error instanceof Unavailable)) throw error;
    log.warn({ err: error, attempt: attempt.id }, "checkout not confirmed");
    // What may have happened keeps its claim: nobody charges again before the gateway has been asked.
    const sure = error instanceof GatewayProblem && error.course !== "unknown";
    if (sure) await leave(ctx, attempt.id);
  }
  return told;
}

/** The gateway's form for an attempt that can still be paid; undefined: it has none, or it is over. Throws `NotFound`, `Unavailable`. */
export async function readPayForm(
  ctx: Ctx,
  attemptId: string,
): Promise<{ form: PayForm | undefined; told: Described }> {
  const { attempt, told } = await find(ctx, attemptId);
  const { checkoutId, status, expiresAt, integrationId } = attempt;
  const over = hasCome(status) || status === "cancelled" || expiresAt <= ctx.now;
  if (over || checkoutId === null) return { form: undefined, told };
  if (await endPaid(ctx, attempt)) return { form: undefined, told };
  const { gateway, account } = await openGateway(ctx, integrationId);
  const form = gateway.form?.(ctx, account, { ...told, checkoutId }).catch((cause: unknown) => {
    if (!(cause instanceof GatewayProblem)) throw cause;
    throw new Unavailable("vendor_unavailable", { vendor: gateway.name }, { cause });
  });
  return { form: await form, told };
}

const NOTHING = new URLSearchParams();

/** Ends an attempt whose invoices no longer owe what it asks for; says whether they do not. */
function endPaid(ctx: Ctx, { id, invoiceIds, amountMinor }: Attempt): Promise<boolean> {
  if (invoiceIds.length === 0) return Promise.resolve(false);
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<{ owed: boolean }>(sql`
      select coalesce(sum(open_minor), 0) >= ${amountMinor} as owed from invoices where tenant_id = ${ctx.tenantId}
        and document_status = 'finalized' and id = any(${sql.param(invoiceIds)}::uuid[])`);
    if (rows[0]?.owed) return false;
    await tx
      .update(paymentAttempts)
      .set({ status: "cancelled", reason: "nothing_open" })
      .where(
        and(here(ctx, id), inArray(paymentAttempts.status, ["created", "pending", "rejected"])),
      );
    return true;
  });
}

const here = (ctx: Ctx, id: string) =>
  and(eq(paymentAttempts.tenantId, ctx.tenantId), eq(paymentAttempts.id, id));

async function find(ctx: Ctx, attemptId: string): Promise<Found> {
  if (!isUuid(attemptId)) throw new NotFound("paymentAttempt");
  return inTenant(ctx, async (tx) => {
    const [attempt] = await tx.select().from(paymentAttempts).where(here(ctx, attemptId));
    if (!attempt) throw new NotFound("paymentAttempt");
    return { attempt, told: await describeAttempt(ctx, tx, attempt) };
  });
}

async function claim(ctx: Ctx, id: string): Promise<boolean> {
  const { confirmingUntil } = paymentAttempts;
  const claimed = await inTenant(ctx, (tx) =>
    tx
      .update(paymentAttempts)
      .set({ confirmingUntil: new Date(ctx.now.getTime() + CLAIM_MS) })
      .where(and(here(ctx, id), or(isNull(confirmingUntil), lt(confirmingUntil, ctx.now))))
      .returning({ id: paymentAttempts.id }),
  );
  return claimed.length > 0;
}

const leave = (ctx: Ctx, id: string) =>
  inTenant(ctx, (tx) =>
    tx
      .update(paymentAttempts)
      .set({ confirmingUntil: sql`null` })
      .where(here(ctx, id)),
  );
