import { sql } from "drizzle-orm";
import { payOwn } from "@/server/modules/portal/pay/pay-own";
import type { StripeStandin } from "@/standins/stripe/handler";
import { connectGateways, runJanitor, type serveGateways } from "./gateway-scene";
import { payerScene } from "./payer-scene";

type Served = Awaited<ReturnType<typeof serveGateways>>;
export type CardScene = Awaited<ReturnType<typeof cardScene>>;

/** Somebody who owes and can keep a card on the practice gateway. */
export async function cardScene({ scene }: Served) {
  const payer = await payerScene();
  const { tenant, owner, rows, as } = payer;
  const { stripe: stripeId } = await connectGateways(owner, scene);
  const stripe = (): StripeStandin => scene.stripe;
  const lastPage = () => [...stripe().sessions.keys()].at(-1) ?? "";
  return {
    ...{ ...payer, stripeId, stripe, lastPage },
    /** Rosa pays an invoice on the gateway's page and lets it keep her card; gives the card's id. */
    keep: async (invoiceId: string, version = "keep-1"): Promise<string> => {
      const input = { integrationId: stripeId, invoiceIds: [invoiceId], keepCard: version };
      await payOwn(as(), input);
      stripe().pay(lastPage());
      await runJanitor(tenant, new Date(Date.now() + 5 * 60_000));
      const found = await rows(sql`select id from payment_methods where tenant_id = ${tenant.id}
        and status = 'active' order by id desc limit 1`);
      return String(found[0]?.["id"]);
    },
  };
}
