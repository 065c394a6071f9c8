import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Mandate } from "@/db/schema/cards";
import { paymentAttempts } from "@/db/schema/payments";
import {
  type Checkout,
  type GatewayAccount,
  type PaymentGateway,
  GatewayProblem,
} from "@/server/integrations/payments/schema";
import { Conflict, Invalid, NotFound, Unavailable } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { CheckoutDto, OpenCheckoutInput } from "../schema";
import { type Described, describeAttempt } from "../internal/describe-attempt";
import { takesTestMoney } from "../internal/takes-test-money";
import { type Attempt, findOpenAttempt } from "./find-open-attempt";
import { openGateway } from "./open-gateway";

const LIFE_MS = 6 * 3_600_000;
const FIRST_ASK_MS = 120_000;

/** From where it is paid, and what the payer agreed to. */
export type CheckoutFrom = { payLinkId?: string | null; mandate?: Mandate | null };
type Opened = { gateway: PaymentGateway; account: GatewayAccount } & Required<CheckoutFrom>;
/** What the gateway is asked for; the same attempt asks for the same, whoever comes with it. */
type Asked = { attempt: Attempt; told: Described };
type Row = { id: string; currency: string; open: number };

/**
 * A gateway's page for invoices of a customer. The attempt is written down before the gateway hears of it, so that nothing
 * it does is ever without its story; while its page is open, who asks again is led to the same one. Throws `NotFound`,
 * `Conflict` (nothing open; a kept card being charged; play money for a real invoice; the gateway's no), `Invalid` (two currencies), `Unavailable`.
 */
export async function startCheckout(
  ctx: Ctx,
  input: OpenCheckoutInput,
  { payLinkId = null, mandate = null }: CheckoutFrom = {},
): Promise<CheckoutDto> {
  const opened = { ...(await openGateway(ctx, input.integrationId)), payLinkId, mandate };
  const asked = await inTenant(ctx, (tx) => begin(ctx, tx, input, opened));
  const { id, currency, amountMinor, expiresAt, checkoutUrl } = asked.attempt;
  const dto = { attemptId: id, currency, amountMinor, expiresAt: expiresAt.toISOString() };
  if (checkoutUrl) return { ...dto, url: checkoutUrl };
  const { id: checkoutId, url } = await create(ctx, asked, opened);
  await note(ctx, id, { status: "pending", checkoutId, checkoutUrl: url });
  return { ...dto, url };
}

/** One customer's checkouts are begun one at a time: two taps find each other. */
async function begin(ctx: Ctx, tx: Tx, input: OpenCheckoutInput, opened: Opened): Promise<Asked> {
  const { customerId, integrationId } = input;
  if (!opened.account.live && !(await takesTestMoney(ctx, tx)))
    throw new Conflict("gateway_test_mode");
  const rows = await toPay(ctx, tx, input);
  const { currency = "" } = rows[0] ?? {};
  const amountMinor = rows.reduce((sum, row) => sum + row.open, 0);
  if (amountMinor <= 0) throw new Conflict("nothing_open");
  await refuseWhileCharged(ctx, tx, rows);
  const { gateway, account, payLinkId, mandate } = opened;
  const wanted = {
    ...{ customerId, integrationId, currency, amountMinor, payLinkId, mandate },
    ...{ live: account.live, invoiceIds: rows.map(({ id }) => id) },
  };
  const attempt =
    (await findOpenAttempt(ctx, tx, wanted)) ??
    (await addAttempt(ctx, tx, { ...wanted, provider: gateway.name }));
  return { attempt, told: await describeAttempt(ctx, tx, attempt) };
}

async function toPay(
  ctx: Ctx,
  tx: Tx,
  { customerId, invoiceIds }: OpenCheckoutInput,
): Promise<Row[]> {
  await lockCustomers(ctx, tx, [customerId]);
  const { rows } = await tx.execute<Row>(sql`
    select i.id, i.currency, i.open_minor::float8 as open from invoices i
    where i.tenant_id = ${ctx.tenantId} and i.customer_id = ${customerId} and i.document_status = 'finalized'
      and i.id = any(${sql.param([...invoiceIds])}::uuid[]) order by i.due_on, i.id`);
  if (rows.length !== new Set(invoiceIds).size) throw new NotFound("invoice");
  const currency = rows[0]?.currency ?? "";
  if (rows.some((row) => row.currency !== currency))
    throw new Invalid("currency_mismatch", { currency });
  return rows;
}

/** A kept card is being charged for one of them, or nobody knows yet whether it was: nobody pays it twice. */
async function refuseWhileCharged(ctx: Ctx, tx: Tx, rows: readonly Row[]): Promise<void> {
  const ids = rows.map(({ id }) => id);
  const { rows: charged } = await tx.execute(sql`
    select 1 from payment_attempts where tenant_id = ${ctx.tenantId} and ask_at is not null
      and autopay_invoice_id = any(${sql.param(ids)}::uuid[]) and status in ('created', 'pending', 'unknown') limit 1`);
  if (charged.length > 0) throw new Conflict("card_being_charged");
}

async function addAttempt(
  ctx: Ctx,
  tx: Tx,
  values: Omit<
    typeof paymentAttempts.$inferInsert,
    "id" | "tenantId" | "status" | "expiresAt" | "createdAt" | "askAt"
  >,
): Promise<Attempt> {
  const [row] = await tx
    .insert(paymentAttempts)
    .values({
      ...{ ...values, id: newId(ctx.now.getTime()), tenantId: ctx.tenantId, status: "created" },
      ...{ expiresAt: new Date(ctx.now.getTime() + LIFE_MS), createdAt: ctx.now },
      askAt: new Date(ctx.now.getTime() + FIRST_ASK_MS),
    })
    .returning();
  if (!row) throw new Error("an attempt was not written");
  return row;
}

/** A no is noted as such; what nobody knows stays for the janitor. */
async function create(
  ctx: Ctx,
  { attempt: { id: reference }, told }: Asked,
  { gateway, account }: Opened,
): Promise<Checkout> {
  try {
    return await gateway.create(ctx, account, told);
  } catch (error) {
    if (!(error instanceof GatewayProblem)) throw error;
    const { course, reason } = error;
    if (course === "refused") {
      await note(ctx, reference, { status: "cancelled", reason, askAt: null });
      throw new Conflict("gateway_refused", { reason });
    }
    await note(ctx, reference, { status: course === "unknown" ? "unknown" : "created", reason });
    throw new Unavailable("vendor_unavailable", { vendor: gateway.name }, { cause: error });
  }
}

/** Never over what a notice, quicker than we, has settled meanwhile. */
async function note(
  ctx: Ctx,
  id: string,
  set: Partial<typeof paymentAttempts.$inferInsert>,
): Promise<void> {
  const { tenantId, status: expected } = paymentAttempts;
  const { status, ...rest } = set;
  const untouched = sql`case when ${expected} in ('created', 'unknown') then ${status} else ${expected} end`;
  await inTenant(ctx, (tx) =>
    tx
      .update(paymentAttempts)
      .set({ ...rest, status: untouched })
      .where(and(eq(tenantId, ctx.tenantId), eq(paymentAttempts.id, id))),
  );
}
