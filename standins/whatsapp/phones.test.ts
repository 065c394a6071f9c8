import { beforeEach, expect, test } from "vitest";
import { whatsappNotice } from "@/server/modules/notifications/rules/whatsapp-notice";
import { WhatsappStandin } from "./handler";
import { phonePage } from "./phone-page";
import { Phones } from "./phones";
import { signatureOf } from "./statuses";
import { vendorTemplate } from "./templates";

const appSecret = "of-this-installation";
let standin: WhatsappStandin;
let phones: Phones;
let told: { body: string; headers: Record<string, string> }[];
beforeEach(() => {
  standin = new WhatsappStandin();
  standin.templates = [
    vendorTemplate("aviso", "es", "Hola {{1}}, debes <b>{{2}}</b>", {
      button: "http://fibranet.localhost/portal/{{1}}",
    }),
  ];
  told = [];
  phones = new Phones(standin, {
    appSecret,
    tell: async (notice) => told.push(notice) > 0,
  });
});

const send = async (to: string): Promise<number> => {
  const parameters = (...texts: string[]) => texts.map((text) => ({ type: "text", text }));
  const request = new Request(`http://x/v23.0/${standin.phoneNumberId}/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${standin.accessToken}` },
    body: JSON.stringify({
      ...{ messaging_product: "whatsapp", recipient_type: "individual", to, type: "template" },
      template: {
        ...{ name: "aviso", language: { code: "es" } },
        components: [
          { type: "body", parameters: parameters("María", "S/ 89.90") },
          { type: "button", sub_type: "url", index: "0", parameters: parameters("pay/abc") },
        ],
      },
      biz_opaque_callback_data: "0190c7a2-0000-7000-8000-000000000001",
    }),
  });
  return (await standin.handle(request)).status;
};
const statuses = () =>
  told.flatMap(({ body }) =>
    whatsappNotice
      .parse(JSON.parse(body))
      .entry.flatMap(({ changes }) => changes.flatMap(({ value }) => value.statuses)),
  );
const look = async (path: string) => {
  const headers = { "accept-language": "es-PE" };
  return phonePage(phones, standin.templates, new Request(`http://x${path}`, { headers })).text();
};

test("a message comes to its phone, and the business hears by signed notices: sent, delivered, and read once somebody looks", async () => {
  expect(await send("51999888777")).toBe(200);
  await phones.settled();
  expect(statuses().map(({ status }) => status)).toEqual(["sent", "delivered"]);
  const page = await look("/");
  expect(page).toContain("+51999888777");
  expect(page).toContain("1 sin leer");
  expect(await look("/?q=mar%C3%ADa")).toContain("+51999888777");
  expect(await look("/?q=nadie")).not.toContain("+51999888777");
  const chat = await look("/chat/51999888777");
  expect(chat).toContain("Hola María, debes &lt;b>S/ 89.90&lt;/b>");
  expect(chat).toContain('href="http://fibranet.localhost/portal/pay/abc"');
  await look("/chat/51999888777");
  await phones.settled();
  expect(statuses().map(({ status }) => status)).toEqual(["sent", "delivered", "read"]);
  for (const { body, headers } of told)
    expect(headers["x-hub-signature-256"]).toBe(signatureOf(body, appSecret));
});

test("a number that is not on WhatsApp is taken, then failed by a notice, and nothing stands on its phone", async () => {
  expect(await send("51999888700")).toBe(200);
  await phones.settled();
  expect(statuses()).toMatchObject([{ status: "failed", errors: [{ code: 131026 }] }]);
  expect(await look("/")).not.toContain("+51999888700");
  expect(await look("/chat/51999888700")).toContain("no tiene WhatsApp");
});

test("what the business did not take before a stop is told after it", async () => {
  const deaf = new Phones(standin, { appSecret, tell: async () => false });
  await send("51999888777");
  await deaf.settled();
  const [before] = deaf.messages;
  expect(before?.reached).toBe("accepted");
  if (before) phones.take(before);
  await phones.settled();
  expect(statuses().map(({ status }) => status)).toEqual(["sent", "delivered"]);
});

test("two hundred people hear as soon as one does: messages do not wait for each other", async () => {
  const people = Array.from(
    { length: 200 },
    (_, n) => `519${String(n).padStart(8, "0").replace(/00$/, "01")}`,
  );
  for (const to of people) expect(await send(to)).toBe(200);
  await phones.settled();
  expect(statuses().findIndex(({ status }) => status === "delivered")).toBeGreaterThan(
    people.length / 2,
  );
});
