import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { paymentAttempts } from "@/db/schema/payments";
import { authorize } from "@/server/auth/authorize";
import {
  type Checkout,
  type GatewayAccount,
  type PaymentGateway,
  GatewayProblem,
} from "@/server/integrations/payments/schema";
import { Conflict, Invalid, NotFound, Unavailable } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tenantOrigin } from "@/server/tenancy/tenant-origin";
import type { CheckoutDto, OpenCheckoutInput } from "../schema";
import { openGateway } from "./open-gateway";

const LIFE_MS = 6 * 3_600_000;
const FIRST_ASK_MS = 120_000;
type Asked = Pick<CheckoutDto, "attemptId" | "currency" | "amountMinor"> & {
  expiresAt: Date;
  title: string;
  email: string | null;
  origin: string;
};

/**
 * Opens a gateway's page on which one or several invoices of a customer can be paid. The attempt is written down before
 * the gateway hears of it, so that nothing it does is ever without its story. Throws `NotFound`, `Conflict` (nothing open;
 * the gateway's no), `Invalid` (two currencies), `Unavailable`.
 */
export async function openCheckout(ctx: Ctx, input: OpenCheckoutInput): Promise<CheckoutDto> {
  authorize(ctx, "payment.record");
  const { gateway, account } = await openGateway(ctx, input.integrationId);
  const asked = await inTenant(ctx, (tx) => begin(ctx, tx, input, { gateway, account }));
  const { attemptId, currency, amountMinor, expiresAt } = asked;
  const checkout = await create(ctx, asked, { gateway, account });
  await note(ctx, attemptId, { status: "pending", checkoutId: checkout.id });
  return {
    attemptId,
    url: checkout.url,
    currency,
    amountMinor,
    expiresAt: expiresAt.toISOString(),
  };
}

type Opened = { gateway: PaymentGateway; account: GatewayAccount };
type Row = {
  id: string;
  number: string;
  currency: string;
  open: number;
  email: string | null;
};

async function begin(
  ctx: Ctx,
  tx: Tx,
  { customerId, integrationId, invoiceIds }: OpenCheckoutInput,
  { gateway, account }: Opened,
): Promise<Asked> {
  const { rows } = await tx.execute<Row>(sql`
    select i.id, i.full_number as number, i.currency, i.open_minor::float8 as open, c.email
    from invoices i join customers c on c.tenant_id = i.tenant_id and c.id = i.customer_id
    where i.tenant_id = ${ctx.tenantId} and i.customer_id = ${customerId} and i.document_status = 'finalized'
      and i.id = any(${sql.param([...invoiceIds])}::uuid[]) order by i.due_on, i.id`);
  if (rows.length !== new Set(invoiceIds).size) throw new NotFound("invoice");
  const { currency = "", email = null } = rows[0] ?? {};
  if (rows.some((row) => row.currency !== currency))
    throw new Invalid("currency_mismatch", { currency });
  const amountMinor = rows.reduce((sum, row) => sum + row.open, 0);
  if (amountMinor <= 0) throw new Conflict("nothing_open");
  const attemptId = newId(ctx.now.getTime());
  const expiresAt = new Date(ctx.now.getTime() + LIFE_MS);
  await tx.insert(paymentAttempts).values({
    ...{ id: attemptId, tenantId: ctx.tenantId, customerId, integrationId, currency, amountMinor },
    ...{ provider: gateway.name, status: "created", live: account.live, expiresAt },
    ...{ invoiceIds: rows.map(({ id }) => id), createdAt: ctx.now },
    askAt: new Date(ctx.now.getTime() + FIRST_ASK_MS),
  });
  const { origin, name } = await tenantOrigin(tx, ctx.tenantId);
  const title = `${name} ${rows.map(({ number }) => number).join(", ")}`.slice(0, 200);
  return { attemptId, currency, amountMinor, expiresAt, title, email, origin };
}

/** A no is noted as such; what nobody knows stays for the janitor. */
async function create(ctx: Ctx, asked: Asked, { gateway, account }: Opened): Promise<Checkout> {
  const { attemptId: reference, currency, amountMinor, expiresAt, title, email, origin } = asked;
  const path = `/api/webhooks/payments/${gateway.name}/${account.integrationId}`;
  try {
    return await gateway.create(ctx, account, {
      ...{ reference, currency, amountMinor, expiresAt, title, keepCard: false },
      ...{ email: email ?? undefined, notifyUrl: `${origin}${path}` },
      ...{ returnUrl: `${origin}/portal/invoices`, cancelUrl: `${origin}/portal/invoices` },
    });
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
  const untouched = sql`case when ${expected} = 'created' then ${status} else ${expected} end`;
  await inTenant(ctx, (tx) =>
    tx
      .update(paymentAttempts)
      .set({ ...rest, status: untouched })
      .where(and(eq(tenantId, ctx.tenantId), eq(paymentAttempts.id, id))),
  );
}
