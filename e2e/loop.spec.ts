import type { Page } from "@playwright/test";
import { z } from "zod";
import { mailTo } from "./enter-portal";
import { awake, expect, fits, signedIn, test } from "./fixtures";
import { origin } from "./product";
import { callAs as call } from "./call-as";
import { noChat, readChat } from "./practice-phone";
import { hand } from "./router-hand";

const at = (path: string) => origin("staff", "fibranet") + path;
/** A job, a router, a notice, and a page that follows them: all of them on a slow machine. */
const SOON = { timeout: 90_000 };
const LADDER = "Práctica: avisa y corta al momento";
const FACTS = ["dunning.stepTaken", "service.suspended", "payment.received", "service.reconnected"];

type Walker = {
  id: string;
  name: string;
  email: string;
  phone: string;
  invoice: { id: string; number: string };
  serviceId: string;
  user: string;
  address: string | null;
};

type Services = { items: { id: string; desired: string }[] };
type Open = { invoices: Walker["invoice"][] };

type Owing = Pick<Walker, "id" | "name" | "email" | "phone">;
/** Numbers that end so are not on the practice phone. */
const NO_WHATSAPP = /00$/;

/** Whoever still owes of those whom the demo brings to practise on. */
async function whoOwes(page: Page): Promise<Owing[]> {
  const tags = await call<{ id: string; name: string }[]>(page, "GET", "customers.listTags", {});
  const tag = tags.find(({ name }) => name === "Práctica")?.id;
  const asked = { filters: `tag=${tag}&owes=yes`, sort: "number", limit: 100 };
  return (await call<{ items: Owing[] }>(page, "GET", "customers.list", asked)).items;
}

/** Somebody to practise on, on this router: overdue, told, still on, and on WhatsApp. Another each time, for who paid owes no more. */
async function walkerOn(page: Page, router: string): Promise<Walker> {
  for (const one of await whoOwes(page)) {
    const walker = NO_WHATSAPP.test(one.phone) ? undefined : await ifOn(page, one, router);
    if (walker) return walker;
  }
  throw new Error(`nobody is left to practise on at ${router}: start on a fresh data folder`);
}

async function ifOn(page: Page, one: Owing, router: string): Promise<Walker | undefined> {
  const { items: services } = await call<Services>(page, "GET", "services.list", {
    filters: `customer=${one.id}`,
    limit: 10,
  });
  const [service] = services;
  if (services.length !== 1 || service?.desired !== "on") return undefined;
  const input = { serviceId: service.id };
  type Access = { routerName: string; userName: string; address: string | null };
  const access = await call<Access>(page, "GET", "network.getAccess", input);
  const { invoices } = await call<Open>(page, "GET", "payments.openInvoices", {
    customerId: one.id,
  });
  // The oldest due first; a later one, that a billing run brought meanwhile, is paid with it.
  const [invoice] = invoices;
  if (access.routerName !== router || !invoice) return undefined;
  const { userName: user, address } = access;
  return { ...one, invoice, serviceId: service.id, user, address };
}

const rows = z.array(z.record(z.string(), z.string()));
/** What the router holds of a customer: its secret and, by its address, the lists; without what its client's dialling changes. */
async function onRouter(router: string, { user, address }: Walker): Promise<string> {
  const read = async (menu: string) => rows.parse(JSON.parse(await hand(router, `show ${menu}`)));
  const secret = (await read("/ppp/secret")).find(({ name }) => name === user) ?? {};
  const lists = await read("/ip/firewall/address-list");
  const own = lists.filter((row) => address !== null && row.address === address);
  return JSON.stringify([
    Object.entries(secret).filter(([name]) => !name.startsWith("last-")),
    own.map(({ list }) => list),
  ]);
}

const states = (page: Page) => page.getByRole("region", { name: "Dos estados" });

/** The staff's part: the customer's ladder, and the look that would come by itself. */
async function runLadder(page: Page, { id, name }: Walker): Promise<void> {
  await page.goto(at(`/customers/${id}`));
  await awake(page);
  await page.getByRole("button", { name: "Cambiar escalera" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Escalera").selectOption({ label: LADDER });
  await dialog.getByRole("button", { name: "Guardar" }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: "Revisar ahora" }).click();
  await expect(dialog).toContainText(`Revisar la cobranza de ${name}`);
  await dialog.getByRole("button", { name: "Revisar ahora" }).click();
  const done = dialog.getByRole("listitem").filter({ hasText: "Hecho" });
  await expect(done.filter({ hasText: "Aviso" }).first()).toBeVisible();
  await expect(done.filter({ hasText: "Corte" }).first()).toBeVisible();
  await fits(page);
  await dialog.getByRole("button", { name: "Listo" }).click();
}

/** Every try of a message about it, the newest first: `whatsapp read`, `email sent`… */
async function triesOf(page: Page, id: string, event: string): Promise<string[]> {
  const asked = { filters: `customer=${id}&event=${event}`, sort: "-createdAt", limit: 20 };
  type Log = { items: { status: string; channel: string | null }[] };
  const { items } = await call<Log>(page, "GET", "notifications.listMessages", asked);
  return items.map(({ status, channel }) => `${channel} ${status}`);
}

/** A message about it reached the person's WhatsApp, as the service's own signed notice says. */
const arrived = (page: Page, { id }: Walker, event: string): Promise<void> =>
  expect
    .poll(async () => (await triesOf(page, id, event))[0], SOON)
    .toMatch(/^whatsapp (?:delivered|read)$/);

/** The reminder on the person's phone: read there, its link leads to what is owed, and the staff see that it was read. */
async function readReminder(page: Page, customer: Page, walker: Walker): Promise<void> {
  const { phone, invoice, id } = walker;
  const reminder = await readChat(customer, phone, `tu factura ${invoice.number}`);
  await expect(customer.getByText("Aquí no llega ni sale nada de verdad")).toBeVisible();
  await fits(customer);
  const link = reminder.getByRole("link", { name: "Ver lo que debo" });
  await customer.goto((await link.getAttribute("href")) ?? "");
  await expect(customer.getByText(invoice.number).first()).toBeVisible();
  await expect
    .poll(async () => triesOf(page, id, "billing.overdueReminder"), SOON)
    .toContain("whatsapp read");
}

/** Somebody whose number is not on WhatsApp: the service says so by its notice, and the same words come by mail. */
async function remindByMail(page: Page, customer: Page, place: 0 | -1): Promise<void> {
  const one = (await whoOwes(page)).filter(({ phone }) => NO_WHATSAPP.test(phone)).at(place);
  if (!one) throw new Error("nobody is there whose number is not on WhatsApp");
  const { invoices } = await call<Open>(page, "GET", "payments.openInvoices", {
    customerId: one.id,
  });
  await call(page, "POST", "collections.sendMessage", { invoiceId: invoices[0]?.id });
  await expect
    .poll(async () => triesOf(page, one.id, "billing.overdueReminder"), SOON)
    .toEqual(expect.arrayContaining(["email sent", "whatsapp failed"]));
  await noChat(customer, one.phone);
  await page.goto(at(`/messages?customer=${one.id}`));
  await expect(page.getByText("El número no recibe WhatsApp").first()).toBeAttached();
  await fits(page);
  await page.goto(at(`/customers/${one.id}`));
  await tells(page, ["Se envió un correo", "Un WhatsApp no llegó"]);
}

/** The customer's part: from the page that the router shows, by the portal, to a paid card. */
async function payFromWalledGarden(page: Page, { email, invoice }: Walker): Promise<void> {
  await page.goto(at("/portal/suspended"));
  await expect(page.getByRole("heading", { name: "Tu servicio está suspendido" })).toBeVisible();
  await expect(page.getByText("Una factura vencida", { exact: true })).toBeVisible();
  await fits(page);
  await page.getByRole("link", { name: "Ver cuánto debo y por qué" }).click();
  await page.getByLabel("Correo o teléfono").fill(email);
  await page.getByRole("button", { name: "Enviar código" }).click();
  await page.getByLabel("Código").fill((await mailTo(page, email)).code);
  await page.getByRole("button", { name: "Entrar" }).click();
  await page.waitForURL(/\/portal(?:\/pay)?$/);
  await page.goto(at("/portal/services"));
  await expect(page.getByText("Suspendido").first()).toBeVisible();
  await fits(page);
  await page.goto(at("/portal/pay"));
  await expect(page.getByText(invoice.number).first()).toBeVisible();
  await awake(page);
  for (const box of await page.getByRole("checkbox").all())
    if (await box.isEnabled()) await box.check();
  await page.getByRole("button", { name: /^Pagar .* con tarjeta$/ }).click();
  await expect(page.getByRole("heading", { name: "Pasarela de práctica" })).toBeVisible();
  await page.getByLabel(/4242/).check();
  await page.getByRole("button", { name: "Pagar" }).click();
  await expect(page.getByText("¡Listo! Recibimos tu pago")).toBeVisible(SOON);
  await fits(page);
}

/** In this order, the newest first, on one page. */
async function tells(page: Page, words: readonly string[]): Promise<void> {
  const places = async () => {
    const text = await page.getByRole("main").innerText();
    return words.map((word) => text.indexOf(word));
  };
  await expect.poll(async () => Math.min(...(await places())), SOON).toBeGreaterThan(0);
  const found = await places();
  expect(found).toEqual(found.toSorted((one, other) => one - other));
}

for (const { width, router } of [
  { width: 1440, router: "Lima Norte" },
  { width: 360, router: "Lima Sur" },
])
  test(`who owes is told, cut with proof, pays from the page that says why, and is back with proof, ${width} px wide`, async ({
    page,
    browser,
  }) => {
    test.setTimeout(600_000);
    const viewport = { width, height: 800 };
    await page.setViewportSize(viewport);
    await signedIn(page, "fibranet", "owner");
    await page.goto(at("/customers"));
    const walker = await walkerOn(page, router);
    const before = await onRouter(router, walker);
    // An outside system that listens; paused, so that nothing knocks at an address of nobody's.
    const endpoint = await call<{ id: string }>(page, "POST", "hub.createEndpoint", {
      ...{ url: "https://n8n.fibranet-demo.pe/lazo", eventNames: FACTS },
    });
    await call(page, "POST", "hub.pauseEndpoint", { endpointId: endpoint.id });

    await runLadder(page, walker);
    await arrived(page, walker, "billing.overdueReminder");
    const phone = await browser.newContext({ locale: "es-PE", viewport });
    const customer = await phone.newPage();
    await readReminder(page, customer, walker);
    await page.goto(at(`/messages?customer=${walker.id}`));
    await expect(page.getByText("Factura vencida").filter({ visible: true }).first()).toBeVisible();
    await fits(page);

    await page.goto(at(`/services/${walker.serviceId}`));
    await expect(states(page)).toContainText("La red hace lo que debe.", SOON);
    await expect(states(page)).toContainText("Cortado");
    await expect(page.getByRole("region", { name: "En la red" })).toContainText(/Se vio: Cortado/i);
    expect(await onRouter(router, walker)).not.toEqual(before);
    await fits(page);

    await payFromWalledGarden(customer, walker);

    // Nobody has touched the staff's page meanwhile.
    await expect(states(page)).toContainText("Activo", SOON);
    await expect(states(page)).toContainText("La red hace lo que debe.", SOON);
    await expect.poll(() => onRouter(router, walker), SOON).toEqual(before);
    await arrived(page, walker, "billing.paymentReceived");
    await arrived(page, walker, "billing.serviceReconnected");

    await page.goto(at(`/customers/${walker.id}`));
    await tells(page, [
      "Servicio reconectado, comprobado",
      "Se recibió un pago",
      "Servicio cortado, comprobado",
      "Se dio un paso de la cobranza",
    ]);
    await page.getByLabel("Qué mostrar").selectOption("message");
    for (const words of ["Se envió un WhatsApp", "Un WhatsApp llegó", "Un WhatsApp fue leído"])
      await expect(page.getByText(words).first()).toBeVisible(SOON);
    await customer.goto(at("/portal/services"));
    await expect(customer.getByText("Activo").first()).toBeVisible();
    await customer.goto(at("/portal/payments"));
    await expect(
      customer.getByText(new RegExp(`Pagó .*${walker.invoice.number}`)).first(),
    ).toBeVisible();
    await remindByMail(page, customer, width === 360 ? -1 : 0);
    await phone.close();

    await page.goto(at(`/settings/webhooks/${endpoint.id}`));
    for (const fact of FACTS)
      await expect(page.getByText(fact, { exact: true }).first()).toBeVisible(SOON);
    await call(page, "POST", "hub.deleteEndpoint", { endpointId: endpoint.id });
    const own = { policyId: null, customerIds: [walker.id] };
    await call(page, "POST", "collections.assignPolicy", own);
  });
