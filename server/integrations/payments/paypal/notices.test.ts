import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { PaypalStandin } from "@/standins/paypal/handler";
import { eventOf, signNotice, signer } from "@/standins/paypal/notices";
import { selfSigned } from "@/standins/routeros/certificate";
import { serveHandler, type Served } from "@/standins/serve-handler";
import type { GatewayAccount } from "../schema";
import { openPaypal } from "./open-paypal";

const standin = new PaypalStandin();
const NOW = new Date("2026-11-21T12:00:00Z");
const BODY = eventOf("PAYMENT.CAPTURE.COMPLETED", "capture", { id: "2GG279541U471931P" }, "WH-1");
let served: Served;
let elsewhere: Served;
let tenant: TestTenant;
let asked = 0;
const stranger = selfSigned("messageverificationcerts.paypal.com", "rsa");
beforeAll(async () => {
  served = await serveHandler(standin.handle);
  elsewhere = await serveHandler(() => {
    asked += 1;
    return Promise.resolve(new Response(stranger.cert));
  });
  tenant = await mintTenant();
});
afterAll(() => Promise.all([served.stop(), elsewhere.stop()]));

const account: GatewayAccount = {
  ...{ integrationId: newId(), accountId: "", live: false },
  secrets: { clientId: "x", clientSecret: "y", webhookId: standin.webhookId },
};
type Signing = Partial<Parameters<typeof signNotice>[1]>;
const certAt = (host: Served) => `${host.url}/v1/notifications/certs/CERT-1`;
const read = async (over: Signing = {}, change?: (headers: Headers) => void) => {
  const gateway = openPaypal({ baseUrl: served.url, deadlineMs: 20_000 });
  const by = { key: signer().key, certUrl: certAt(served), webhookId: standin.webhookId, at: NOW };
  const headers = new Headers(signNotice(BODY, { ...by, ...over }).headers);
  change?.(headers);
  await gateway.learnKey?.(tenant.ctx, account, headers);
  const raw = Buffer.from(BODY);
  return gateway.readNotice?.(account, { raw, headers, now: NOW, query: new URLSearchParams() });
};

test("of PayPal's is a hint at the capture", async () => {
  expect(await read()).toEqual({
    ...{ key: "WH-1", accountId: "", live: false },
    subject: { kind: "charge", id: "2GG279541U471931P" },
  });
});

test("that points at a certificate elsewhere is refused, and nobody goes there", async () => {
  for (const certUrl of [
    certAt(elsewhere),
    `${served.url}@${new URL(elsewhere.url).host}/v1/notifications/certs/CERT-1`,
    `${served.url}/v1/oauth2/token`,
    "not an address",
  ])
    await expect(read({ certUrl, key: stranger.key })).rejects.toMatchObject({
      code: "unauthenticated",
    });
  expect(asked).toBe(0);
});

test("that name ever other certificates do not have PayPal asked for them without end", async () => {
  let certificates = 0;
  const paypal = await serveHandler(() => {
    certificates += 1;
    return Promise.resolve(new Response("not found", { status: 404 }));
  });
  const gateway = openPaypal({ baseUrl: paypal.url, deadlineMs: 20_000 });
  for (let n = 0; n < 60; n += 1) {
    const certUrl = `${paypal.url}/v1/notifications/certs/CERT-${n}`;
    await gateway.learnKey?.(tenant.ctx, account, new Headers({ "paypal-cert-url": certUrl }));
  }
  await paypal.stop();
  // Ten in a minute; a slow machine may see the next minute.
  expect(certificates).toBeLessThan(40);
});

test.each<[string, Signing, ((headers: Headers) => void)?]>([
  ["by another's key", { key: stranger.key }],
  ["for another webhook", { webhookId: "ANOTHER" }],
  ["long ago", { at: new Date("2026-11-10T12:00:00Z") }],
  ["at no time", {}, (headers) => headers.set("paypal-transmission-time", "never")],
  ["by another algorithm", {}, (headers) => headers.set("paypal-auth-algo", "none")],
  ["not at all", {}, (headers) => headers.delete("paypal-transmission-sig")],
])("signed %s is refused", async (_, over, change) => {
  await expect(read(over, change)).rejects.toMatchObject({ code: "unauthenticated" });
});
