import { sql } from "drizzle-orm";
import { composition, setComposition } from "@/server/composition";
import { openCulqi } from "@/server/integrations/payments/culqi/open-culqi";
import { openIzipay } from "@/server/integrations/payments/izipay/open-izipay";
import { openMercadopago } from "@/server/integrations/payments/mercadopago/open-mercadopago";
import { openSellerLeave } from "@/server/integrations/payments/mercadopago/open-seller-leave";
import { openNiubiz } from "@/server/integrations/payments/niubiz/open-niubiz";
import { openPaypal } from "@/server/integrations/payments/paypal/open-paypal";
import { openStripe } from "@/server/integrations/payments/stripe/open-stripe";
import { newId } from "@/server/kernel/ids";
import { createIntegration } from "@/server/modules/integrations/create-integration";
import { askGateways } from "@/server/modules/payments/gateways/ask-gateways";
import { readGatewayNotice } from "@/server/modules/payments/gateways/read-gateway-notice";
import { systemCtx } from "@/server/tenancy/context";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { CulqiStandin } from "@/standins/culqi/handler";
import { IzipayStandin } from "@/standins/izipay/handler";
import { MercadopagoStandin } from "@/standins/mercadopago/handler";
import { NiubizStandin } from "@/standins/niubiz/handler";
import { PaypalStandin } from "@/standins/paypal/handler";
import { serveHandler, type Served } from "@/standins/serve-handler";
import { StripeStandin } from "@/standins/stripe/handler";
import type { TestTenant } from "./tenant";

/** Points the product at gateways' stand-ins that listen on sockets of their own. */
export async function serveGateways() {
  const scene = {
    ...{ stripe: new StripeStandin(), mercadopago: new MercadopagoStandin() },
    ...{ culqi: new CulqiStandin(), paypal: new PaypalStandin(), izipay: new IzipayStandin() },
    niubiz: new NiubizStandin(),
  };
  const serve = (name: keyof typeof scene) =>
    serveHandler((request) => scene[name].handle(request));
  const [culqi, izipay, mercadopago, niubiz, paypal, stripe] = await Promise.all([
    serve("culqi"),
    serve("izipay"),
    serve("mercadopago"),
    serve("niubiz"),
    serve("paypal"),
    serve("stripe"),
  ]);
  const before = composition();
  const at = ({ url: baseUrl }: Served) => ({ baseUrl, deadlineMs: 1_500 });
  const gateways = {
    ...{ culqi: openCulqi(at(culqi)), mercadopago: openMercadopago(at(mercadopago)) },
    ...{ izipay: openIzipay(at(izipay)), niubiz: openNiubiz(at(niubiz)) },
    ...{ paypal: openPaypal(at(paypal)), stripe: openStripe(at(stripe)) },
  };
  const { sellers, webhookSecret } = scene.mercadopago;
  const { clientId, clientSecret } = sellers;
  const app = { clientId, clientSecret, webhookSecret };
  setComposition({ ...before, gateways, sellers: openSellerLeave(app, at(mercadopago)) });
  return {
    scene,
    stop: async () => {
      setComposition(before);
      await Promise.all(
        [culqi, izipay, mercadopago, niubiz, paypal, stripe].map((one) => one.stop()),
      );
    },
  };
}

/** Play money is taken by demo tenants only; the stand-ins know no other. */
export const makeDemo = (tenantId: string) =>
  composition().db.platform.transaction(tenantId, (tx) =>
    tx.execute(sql`update tenants set demo = true where id = ${tenantId}`),
  );

/** Connects the tenant's accounts with Culqi and PayPal, in test mode: it is a demo from now on. */
export async function connectMore(
  owner: Ctx,
  { culqi, paypal }: { culqi: CulqiStandin; paypal: PaypalStandin },
): Promise<{ culqi: string; paypal: string }> {
  await makeDemo(owner.tenantId);
  const connect = async (vendor: string, credentials: Record<string, string>) =>
    (
      await createIntegration(owner, {
        ...{ vendor, name: vendor, credentials, config: { mode: "test" } },
      })
    ).id;
  return {
    culqi: await connect("culqi", {
      ...{ secretKey: culqi.secretKey, publicKey: culqi.publicKey },
      webhookSecret: culqi.webhookSecret,
    }),
    paypal: await connect("paypal", {
      ...{ clientId: paypal.clientId, clientSecret: paypal.clientSecret },
      webhookId: paypal.webhookId,
    }),
  };
}

/** Connects the tenant's accounts with Stripe and MercadoPago, in test mode: it is a demo from now on. */
export async function connectGateways(
  owner: Ctx,
  { stripe, mercadopago }: { stripe: StripeStandin; mercadopago: MercadopagoStandin },
): Promise<{ stripe: string; mercadopago: string }> {
  await makeDemo(owner.tenantId);
  const connect = async (vendor: string, config: object, credentials: Record<string, string>) =>
    (
      await createIntegration(owner, {
        ...{ vendor, name: vendor, credentials, config: { mode: "test", ...config } },
      })
    ).id;
  const { sellers } = mercadopago;
  return {
    stripe: await connect(
      "stripe",
      {},
      { secretKey: stripe.secretKey, webhookSecret: stripe.webhookSecret },
    ),
    mercadopago: await connect(
      "mercadopago",
      { accountId: String(sellers.sellerId) },
      { accessToken: sellers.accessToken, webhookSecret: mercadopago.webhookSecret },
    ),
  };
}

const delivery = (name: string) => ({
  ...{ jobId: newId(), name, attempt: 1, timeoutMs: 60_000, signal: new AbortController().signal },
  deadline: new Date(Date.now() + 60_000),
});

/** Works on the gateways' notices that wait, as the worker would; in this order, or in the one given. */
export async function workNotices(
  tenant: TestTenant,
  order: <T>(jobs: T[]) => T[] = (jobs) => jobs,
): Promise<void> {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ payload: unknown }>(
      sql`select id, body, headers, integration_id, provider, received_at from inbound_webhooks
        where tenant_id = ${tenant.id} and status = 'waiting' order by received_at, id`,
    ),
  );
  for (const row of order(rows as unknown as Kept[]))
    await readGatewayNotice.handle(
      systemCtx(tenant.id, "test"),
      { noticeId: row.id, integrationId: row.integration_id, subject: subjectOf(row) },
      delivery("payments.readNotice"),
    );
}

type Kept = { id: string; body: string; integration_id: string; provider: string };
type PaypalResource = { id: string; links?: { href: string }[] };
type Subject = Parameters<typeof readGatewayNotice.handle>[1]["subject"];

/** What the job's payload said, out of what was kept. */
function subjectOf({ body, provider }: Kept): Subject {
  if (provider === "culqi") {
    const { data } = JSON.parse(body) as { data: string };
    const { object, id } = JSON.parse(data) as { object: string; id: string };
    return { kind: object === "order" ? "checkout" : "charge", id };
  }
  if (provider === "izipay") {
    const answer = new URLSearchParams(body).get("kr-answer") ?? "{}";
    const { orderDetails } = JSON.parse(answer) as { orderDetails: { orderId: string } };
    return { kind: "reference", reference: orderDetails.orderId };
  }
  if (provider === "paypal") {
    const told = JSON.parse(body) as { resource_type: string; resource: PaypalResource };
    const above = told.resource.links?.[0]?.href.split("/").at(-1) ?? "";
    if (told.resource_type === "refund") return { kind: "charge", id: above };
    const kind = told.resource_type === "capture" ? "charge" : "checkout";
    return { kind, id: told.resource.id };
  }
  const notice = JSON.parse(body) as {
    type: string;
    data: { id: string; object: { id: string; object: string; payment_intent?: string } };
  };
  if (provider === "mercadopago")
    return { kind: notice.type === "payment" ? "charge" : "dispute", id: notice.data.id };
  const { object } = notice.data;
  if (object.object === "checkout.session") return { kind: "checkout", id: object.id };
  return { kind: "charge", id: object.payment_intent ?? object.id };
}

/** Runs the janitor as at that instant. */
export const runJanitor = (tenant: TestTenant, now: Date): Promise<void> =>
  askGateways.handle(systemCtx(tenant.id, "test", { now }), {}, delivery("payments.askGateways"));
