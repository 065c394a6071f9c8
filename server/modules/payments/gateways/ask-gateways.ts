import { and, asc, eq, lte } from "drizzle-orm";
import { z } from "zod";
import { gatewayRefunds, paymentAttempts } from "@/db/schema/payments";
import type { Subject } from "@/server/integrations/payments/schema";
import { defineJob } from "@/server/jobs/define-job";
import { log } from "@/server/log";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { askAgain } from "../cards/ask-again";
import { followTry } from "../cards/follow-try";
import { hasCome, nextAsk } from "../rules/judge-charge";
import { giveBack } from "./ask-refund";
import { followCharge } from "./follow-charge";
import { followUnread } from "./follow-unread";
import { openGateway } from "./open-gateway";

const MOST = 100;
type Attempt = typeof paymentAttempts.$inferSelect;

/** The janitor: asks gateways about every attempt, every notice and every refund that is not decided, so that no money depends on a notice that never comes, or on a gateway that answers at once. */
export const askGateways = defineJob({
  name: "payments.askGateways",
  schema: z.object({}).loose(),
  handle: async (ctx, _, { signal }) => {
    const due = await inTenant(ctx, (tx) =>
      tx
        .select()
        .from(paymentAttempts)
        .where(and(eq(paymentAttempts.tenantId, ctx.tenantId), lte(paymentAttempts.askAt, ctx.now)))
        .orderBy(asc(paymentAttempts.askAt))
        .limit(MOST),
    );
    for (const attempt of due) {
      if (signal.aborted) return;
      await askAbout(ctx, attempt);
    }
    await followUnread(ctx, signal);
    const refunds = await inTenant(ctx, (tx) =>
      tx
        .select({ id: gatewayRefunds.id })
        .from(gatewayRefunds)
        .where(and(eq(gatewayRefunds.tenantId, ctx.tenantId), lte(gatewayRefunds.askAt, ctx.now)))
        .orderBy(asc(gatewayRefunds.askAt))
        .limit(MOST),
    );
    for (const { id } of refunds) {
      if (signal.aborted) return;
      await giveBack(ctx, id);
    }
  },
});

/** One that cannot be asked about must not stop the rest; it is asked about again later. */
async function askAbout(ctx: Ctx, attempt: Attempt): Promise<void> {
  const answered = await ask(ctx, attempt).catch((error: unknown) => {
    log.warn({ err: error, attempt: attempt.id }, "gateway not asked");
    return false;
  });
  await inTenant(ctx, async (tx) => {
    const here = and(
      eq(paymentAttempts.tenantId, ctx.tenantId),
      eq(paymentAttempts.id, attempt.id),
    );
    const [row] = await tx.select().from(paymentAttempts).where(here).for("update");
    if (!row || hasCome(row.status) || row.status === "mismatch") return;
    const asked = row.asked + 1;
    const next = nextAsk({ ...row, asked }, ctx.now);
    // Only who was asked and knew nothing in the end lets a page be over.
    const over = answered && next === null && row.status !== "rejected";
    const askAt = next ?? (answered ? null : new Date(ctx.now.getTime() + 3_600_000));
    await tx
      .update(paymentAttempts)
      .set({ asked, askAt, ...(over && { status: "expired" }) })
      .where(here);
    if (over) await followTry(ctx, tx, row, { status: "expired", reason: row.reason });
  });
}

/** False: the gateway knows, and could not be asked. */
async function ask(ctx: Ctx, attempt: Attempt): Promise<boolean> {
  const { integrationId, methodId, chargeId } = attempt;
  const { gateway, account } = await openGateway(ctx, integrationId);
  const blind = methodId !== null && gateway.keyLastsMs !== undefined;
  if (blind && chargeId === null) return askAgain(ctx, attempt, { gateway, account });
  const known = blind && chargeId !== null ? [{ kind: "charge", id: chargeId } as const] : [];
  for (const subject of [...known, ...subjectsOf(attempt)])
    for (const charge of await gateway.lookUp(ctx, account, subject))
      await followCharge(ctx, { integrationId, provider: gateway.name, charge });
  return true;
}

/** Under our reference stands whatever was charged; the checkout itself says when it is over. */
const subjectsOf = ({ id, checkoutId, amountMinor }: Attempt): Subject[] => [
  { kind: "reference", reference: id, amountMinor },
  ...(checkoutId === null ? [] : [{ kind: "checkout", id: checkoutId } as const]),
];
