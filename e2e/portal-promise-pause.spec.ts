import type { Page } from "@playwright/test";
import { callAs, read } from "./call-as";
import { mailTo } from "./enter-portal";
import { awake, expect, fits, signedIn, test } from "./fixtures";
import { origin } from "./product";

const at = (path: string) => origin("staff", "fibranet") + path;
/** A job, a fact, and a page that follows them: all of them on a slow machine. */
const SOON = { timeout: 60_000 };
const taken = new Set<string>();

type Person = { id: string; email: string; serviceId: string };
type Service = { id: string; customerId: string };
type Listed = { email: string | null; portalAccess: boolean };

/** Somebody who may enter the portal and has one service, such a one; another each time. */
async function person(page: Page, filters: string): Promise<Person> {
  const tags = await read<{ id: string; name: string }[]>(page, "customers.listTags", {});
  const tag = tags.find(({ name }) => name === "Práctica")?.id;
  // Whoever the loop walks with must owe without a promise.
  const walkers = await read<{ items: { id: string }[] }>(page, "customers.list", {
    ...{ filters: `tag=${tag}`, limit: 100 },
  });
  const passed = new Set([...taken, ...walkers.items.map(({ id }) => id)]);
  const { items } = await read<{ items: Service[] }>(page, "services.list", {
    ...{ filters, limit: 100 },
  });
  for (const { id: serviceId, customerId } of items) {
    if (passed.has(customerId)) continue;
    passed.add(customerId);
    const { email, portalAccess } = await read<Listed>(page, "customers.get", { customerId });
    const own = { filters: `customer=${customerId}`, limit: 10 };
    const all = await read<{ items: Service[] }>(page, "services.list", own);
    if (!email || !portalAccess || all.items.length !== 1) continue;
    taken.add(customerId);
    return { id: customerId, email, serviceId };
  }
  throw new Error(`no demo customer with one service has it ${filters}`);
}

async function enter(customer: Page, email: string): Promise<void> {
  await customer.goto(at("/portal/sign-in"));
  await customer.getByLabel("Correo o teléfono").fill(email);
  await customer.getByRole("button", { name: "Enviar código" }).click();
  await customer.getByLabel("Código").fill((await mailTo(customer, email)).code);
  await customer.getByRole("button", { name: "Entrar" }).click();
  await customer.waitForURL(at("/portal"));
}

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
])
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport });

    test("who is cut is told so on the first page, promises to pay, and the network is asked to bring the service back", async ({
      page,
      browser,
    }) => {
      await signedIn(page, "fibranet", "owner");
      await page.goto(at("/services"));
      const { id, email, serviceId } = await person(page, "state=suspended");
      const context = await browser.newContext({ viewport, locale: "es-PE" });
      const customer = await context.newPage();
      await enter(customer, email);
      await expect(customer.getByText(/: Suspendido$/)).toBeVisible();
      await fits(customer);
      await customer.getByRole("link", { name: "Ver mis servicios" }).click();
      await awake(customer);
      await expect(customer.getByRole("region", { name: "Prometer un pago" })).toBeVisible();
      await expect(customer.getByRole("link", { name: "Pagar ahora" }).first()).toBeVisible();
      await fits(customer);
      await customer.getByRole("button", { name: "Prometer" }).click();
      await expect(customer.getByText(/^Prometiste pagar .+ hasta el /).first()).toBeVisible();
      await expect(customer.getByText("Suspendido", { exact: true })).toBeHidden(SOON);
      await fits(customer);
      await customer.goto(at("/portal/history"));
      await expect(customer.getByText(/^Prometiste pagar .+ hasta el /).first()).toBeVisible(SOON);
      await context.close();

      const { items } = await read<{ items: { status: string }[] }>(
        page,
        "collections.listPromises",
        { filters: `customer=${id}`, limit: 10 },
      );
      expect(items.map(({ status }) => status)).toContain("open");
      await page.goto(at(`/services/${serviceId}`));
      // Who enforces by hand still has to do it; what it should be is decided.
      await expect(page.getByRole("region", { name: "Dos estados" })).toContainText(
        "Debe estarEncendido",
        SOON,
      );
    });

    test("where the company lets them, a customer pauses a service until a day and the staff see it rest", async ({
      page,
      browser,
    }) => {
      await signedIn(page, "fibranet", "owner");
      await page.goto(at("/settings/policies"));
      // On a router it comes back by itself: what a person has to do would stand on the home page after this journey.
      const { email, serviceId } = await person(page, "state=active&enforcement=routeros");
      await awake(page);
      const rules = page.locator("#self-service");
      await rules.getByRole("checkbox", { name: "Pausar un servicio" }).check();
      await fits(page);
      await rules.getByRole("button", { name: "Guardar" }).click();
      await expect(page.getByText("Guardado").first()).toBeVisible();

      const context = await browser.newContext({ viewport, locale: "es-PE" });
      const customer = await context.newPage();
      await enter(customer, email);
      await customer.goto(at("/portal/services"));
      await awake(customer);
      await customer.getByText("Pausar el servicio", { exact: true }).click();
      await expect(customer.getByText(/^Se detiene hoy y no se cobra mientras dura/)).toBeVisible();
      await fits(customer);
      await customer.getByRole("button", { name: "Pausar", exact: true }).click();
      await expect(customer.getByText("En pausa", { exact: true })).toBeVisible(SOON);
      await expect(customer.getByText(/^Puedes volver a activarlo desde el /)).toBeVisible();
      await fits(customer);
      await context.close();

      await page.goto(at(`/services/${serviceId}`));
      await expect(page.getByText("En pausa").first()).toBeVisible();
      await callAs(page, "POST", "services.resume", { serviceId });
      await page.goto(at("/settings/policies"));
      await awake(page);
      await rules.getByRole("checkbox", { name: "Pausar un servicio" }).uncheck();
      await rules.getByRole("button", { name: "Guardar" }).click();
      await expect(page.getByText("Guardado").first()).toBeVisible();
    });
  });
