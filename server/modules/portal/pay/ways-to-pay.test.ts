import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { getPayDesk } from "./get-pay-desk";
import { payOwn } from "./pay-own";
import { type CardScene, cardScene } from "@/server/testing/card-scene";
import { connectMore, serveGateways } from "@/server/testing/gateway-scene";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { CulqiStandin } from "@/standins/culqi/handler";
import { StripeStandin } from "@/standins/stripe/handler";
import { readPayForm } from "@/server/modules/payments/gateways/confirm-checkout";
import { connectGateway } from "@/server/modules/payments/gateways/connect-gateway";
import { connectGatewayInput } from "@/server/modules/payments/gateways/gateway-schema";
import { readGatewayMethods } from "@/server/modules/payments/gateways/read-gateway-methods";
import { setGatewayMethods } from "@/server/modules/payments/gateways/set-gateway-methods";

let gateways: Awaited<ReturnType<typeof serveGateways>>;
let scene: CardScene;
let culqi: string;
beforeAll(async () => {
  gateways = await serveGateways();
});
afterAll(() => gateways.stop());
beforeEach(async () => {
  Object.assign(gateways.scene, { culqi: new CulqiStandin(), stripe: new StripeStandin() });
  scene = await cardScene(gateways);
  culqi = (await connectMore(scene.owner, gateways.scene)).culqi;
});

const set = (off: Parameters<typeof setGatewayMethods>[1]["off"], integrationId = culqi) =>
  setGatewayMethods(scene.owner, { integrationId, off, voucherDays: 5 });
/** Opens a page for a new invoice; what the form on it shows. */
const shown = async () => {
  const invoiceIds = [await scene.bill("2026-11-01")];
  const { attemptId } = await payOwn(scene.as(), { integrationId: culqi, invoiceIds });
  const { form } = await readPayForm(scene.tenant.ctx, attemptId);
  const config = form?.data["config"] as { options: { paymentMethods: Record<string, boolean> } };
  return Object.entries(config.options.paymentMethods).flatMap(([name, on]) => (on ? [name] : []));
};
const deskWays = async () =>
  (await getPayDesk(scene.as())).gateways.find(({ integrationId }) => integrationId === culqi);

test("an account offers all ways of its country until staff switch some off; then its page and the pay desk show precisely the rest", async () => {
  const { methods, country } = await readGatewayMethods(scene.owner, { integrationId: culqi });
  const all = ["card", "yape", "plin", "bankApp", "pagoefectivo"];
  expect([country, methods]).toEqual(["PE", all.map((method) => ({ method, on: true }))]);
  expect(await shown()).toEqual(["tarjeta", "yape", "bancaMovil", "agente", "billetera"]);
  expect((await deskWays())?.methods).toEqual({ PEN: all });
  await set(["plin", "bankApp", "pagoefectivo"]);
  const orders = gateways.scene.culqi.orders.size;
  expect(await shown()).toEqual(["tarjeta", "yape"]);
  expect(gateways.scene.culqi.orders.size).toBe(orders);
  expect((await deskWays())?.methods).toEqual({ PEN: ["card", "yape"] });
});

test("codes are good for as many days as the account says", async () => {
  await set(["card"]);
  await shown();
  const [order] = gateways.scene.culqi.orders.values();
  const days = ((order?.expiration_date ?? 0) * 1000 - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(4.9);
  expect(days).toBeLessThan(5.1);
});

test("where cards are off none is kept", async () => {
  await scene.bill("2026-11-01");
  expect(await deskWays()).toMatchObject({ keepsCards: true });
  await set(["card"]);
  expect(await deskWays()).toMatchObject({ keepsCards: false });
});

test("at least one way is left, whoever may manage says so and it is a fact; it outlives a change of keys", async () => {
  await expect(set(["card"], scene.stripeId)).rejects.toMatchObject({ key: "methods_none" });
  const { ctx: technician } = await mintStaff(scene.tenant, "technician");
  const input = { integrationId: culqi, off: [], voucherDays: 1 };
  await expect(setGatewayMethods(technician, input)).rejects.toMatchObject({ code: "forbidden" });
  const { ctx: stranger } = await mintStaff(await mintTenant(), "owner");
  await expect(setGatewayMethods(stranger, input)).rejects.toMatchObject({ code: "not_found" });
  await set(["yape"]);
  const [fact] = await scene.rows(sql`select name from events where tenant_id = ${scene.tenant.id}
    order by seq desc limit 1`);
  expect(fact).toEqual({ name: "integration.updated" });
  const keys = { provider: "culqi", name: "Culqi", mode: "test", secretKey: "sk_test_other" };
  await connectGateway(scene.owner, connectGatewayInput.parse({ ...keys, integrationId: culqi }));
  const { methods } = await readGatewayMethods(scene.owner, { integrationId: culqi });
  expect(methods.filter(({ on }) => !on)).toEqual([{ method: "yape", on: false }]);
});
