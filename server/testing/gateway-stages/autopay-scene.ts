import { sql } from "drizzle-orm";
import { composition, setComposition } from "@/server/composition";
import type { PaymentGateway } from "@/server/integrations/payments/schema";
import { createIntegration } from "@/server/modules/integrations/create-integration";
import { openToken } from "@/server/modules/payments/cards/internal/card-token";
import { removeIn } from "@/server/modules/payments/cards/remove-card";
import { turnOnIn } from "@/server/modules/payments/cards/switch-autopay";
import { confirmCheckout } from "@/server/modules/payments/gateways/confirm-checkout";
import { recordPayment } from "@/server/modules/payments/record-payment";
import { payOwn } from "@/server/modules/portal/pay/pay-own";
import { inTenant } from "@/server/tenancy/in-tenant";
import { runJanitor } from "../gateway-scene";
import { payerScene } from "../payer-scene";
import type { Stage } from "./stage";

/** Half past ten in Lima. */
const at = (day: string, time = "15:30:00") => `${day}T${time}Z`;

/** Somebody whose card is kept at a gateway under a mandate and who agreed that what they owe is charged to it. */
export async function autopayScene(stage: Stage) {
  const payer = await payerScene();
  const { tenant, owner, customerId, rows, as } = payer;
  const { id: integrationId } = await createIntegration(owner, {
    ...{ vendor: stage.name, name: stage.name, credentials: { ...stage.secrets() } },
    config: { mode: "test", accountId: stage.accountId },
  });
  const bill = (dueOn: string) => payer.bill(dueOn, "100", stage.currency);
  const own = <T>(work: (tx: Parameters<Parameters<typeof inTenant>[1]>[0]) => Promise<T>) =>
    inTenant(as(), work);
  await payOwn(as(), { integrationId, invoiceIds: [await bill("2026-10-01")], keepCard: "keep-1" });
  const [attempt] = await rows(sql`select id, checkout_id as "checkoutId" from payment_attempts`);
  const { id: attemptId, checkoutId } = attempt as { id: string; checkoutId: string };
  const asked = { reference: attemptId, checkoutId, amountMinor: 10_000, currency: stage.currency };
  const returned = stage.pay({
    ...{ ...asked, title: "", email: undefined, keepCard: true, expiresAt: new Date() },
  });
  await confirmCheckout(tenant.ctx, { attemptId, returned });
  const [kept] = await rows(sql`select id, token_sealed as sealed from payment_methods`);
  const { id: methodId, sealed } = kept as { id: string; sealed: string };
  const { token } = await own((tx) => openToken(as(), tx, methodId, sealed));
  await own((tx) =>
    turnOnIn(as(), tx, { customerId, methodId, version: "autopay-1.0", limitMinor: null }),
  );
  await rows(sql`update autopays set created_at = '2026-10-01'`);
  return {
    ...{ token, bill },
    /** The worker's day, at that hour of it; the gateway's clock goes along. */
    day: async (day: string, time?: string) => {
      stage.clock?.(Date.parse(at(day, time)));
      await payer.charge(at(day, time));
    },
    janitor: (day: string, time: string) => runJanitor(tenant, new Date(at(day, time))),
    open: async (invoiceId: string) =>
      (
        await rows(sql`select open_minor::float8 as open from invoices where id = ${invoiceId}`)
      )[0]?.["open"],
    tries: () =>
      rows(sql`select status, reason, try_number as number, payment_id is not null as paid
        from payment_attempts where autopay_invoice_id is not null order by try_number`),
    /** The customer takes the card away, and the job tells the gateway. */
    remove: async () => {
      await own((tx) => removeIn(as(), tx, { methodId, customerId }));
      await payer.forget();
      await payer.forget();
      return payer.facts("paymentMethod.forgotten");
    },
    /** The customer pays it in cash. */
    pay: (invoiceId: string) =>
      recordPayment(owner, {
        ...{ customerId, method: "cash", currency: stage.currency, amountMinor: 10_000 },
        ...{ allocation: "chosen", invoices: [{ invoiceId, amountMinor: 10_000 }] },
      }),
    /** How often staff were told that a charge needs a person. */
    told: async () =>
      (
        await rows(
          sql`select distinct params::text from staff_notifications where kind = 'gateway_mismatch'`,
        )
      ).length,
    /** What our books say came. */
    payments: () => rows(sql`select 1 from payments`),
  };
}

/** Has the product use this adapter from now on. */
export function useGateway(gateway: PaymentGateway): void {
  const now = composition();
  setComposition({ ...now, gateways: { ...now.gateways, [gateway.name]: gateway } });
}
