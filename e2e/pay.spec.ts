import type { Page } from "@playwright/test";
import { mailTo } from "./enter-portal";
import { awake, expect, fits, signedIn, test } from "./fixtures";
import { read } from "./call-as";
import { origin } from "./product";

const at = (path: string) => origin("staff", "fibranet") + path;
/** A practice gateway, a notice, a job, and a page that asks again: all of them on a slow machine. */
const PAID_MS = 60_000;

type Open = { id: string; number: string; customerId: string };
let taken: Set<string> | undefined;

/** Invoices that are owed, of customers whom no other journey has taken; `of`: so many of one customer. */
async function owed(page: Page, of: number): Promise<Open[]> {
  taken ??= new Set();
  const { items } = await read<{ items: Open[] }>(page, "billing.listInvoices", {
    ...{ filters: "owed=yes&overdue=yes", sort: "-issuedOn", limit: 100 },
  });
  for (const { customerId } of items) {
    if (taken.has(customerId)) continue;
    const { invoices } = await read<{ invoices: Open[] }>(page, "payments.openInvoices", {
      customerId,
    });
    if (invoices.length < of) continue;
    taken.add(customerId);
    return invoices.map((invoice) => ({ ...invoice, customerId }));
  }
  throw new Error(`no demo customer owes ${of} invoices`);
}

/** Copies the address from the dialog of staff. */
async function linkOn(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Enlace de pago" }).click();
  const dialog = page.getByRole("dialog");
  const code = dialog.getByLabel("Enlace de pago", { exact: true });
  await expect(code).toContainText("/pay/");
  const url = (await code.textContent()) ?? "";
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  return url;
}

/** A card on the practice gateway's page. */
async function card(page: Page, name: RegExp): Promise<void> {
  await expect(page.getByRole("heading", { name: "Pasarela de práctica" })).toBeVisible();
  await page.getByLabel(name).check();
  await page.getByRole("button", { name: "Pagar" }).click();
}

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
])
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport });

    test("somebody with a link pays without signing in: a card that says no, then one that passes, and staff see it arrive", async ({
      page,
      browser,
    }) => {
      await signedIn(page, "fibranet", "owner");
      await page.goto(at("/invoices"));
      const [invoice] = await owed(page, 1);
      await page.goto(at(`/invoices/${invoice?.id}`));
      await awake(page);
      const url = await linkOn(page);

      const context = await browser.newContext({ viewport, locale: "es-PE" });
      const payer = await context.newPage();
      await payer.goto(url);
      await expect(payer.getByText(invoice?.number ?? "-").first()).toBeVisible();
      await expect(payer.getByText("Pasarela de práctica: no se cobra dinero real.")).toBeVisible();
      await fits(payer);
      await awake(payer);
      await payer.getByRole("button", { name: /^Pagar .* con tarjeta$/ }).click();
      await card(payer, /9995/);
      await expect(payer.getByRole("alert")).toContainText("La tarjeta dijo que no");
      await payer.getByRole("link", { name: "Volver sin pagar" }).click();
      await expect(payer.getByText("El pago no pasó")).toBeVisible({ timeout: PAID_MS });
      await expect(payer.getByText("La tarjeta no tiene saldo suficiente")).toBeVisible();
      await fits(payer);
      await awake(payer);
      await payer.getByRole("button", { name: /^Pagar .* con tarjeta$/ }).click();
      await card(payer, /4242/);
      await expect(payer.getByText("¡Listo! Recibimos tu pago")).toBeVisible({ timeout: PAID_MS });
      await expect(payer.getByText("No hay nada por pagar aquí.")).toBeVisible();
      await fits(payer);
      await awake(payer);
      const file = payer.waitForEvent("download");
      await payer.getByRole("button", { name: "Recibo" }).click();
      expect((await file).suggestedFilename()).toMatch(/\.pdf$/);
      await context.close();

      // Nobody has touched the staff's page meanwhile.
      await expect(page.getByText("Pagada").first()).toBeVisible({ timeout: PAID_MS });
      await page.getByRole("tab", { name: /Pasarela/ }).click();
      await expect(page.getByText("Stripe").first()).toBeVisible();
      await fits(page);
    });

    test("a customer pays two invoices at once from the portal and finds them among their payments", async ({
      page,
      browser,
    }) => {
      await signedIn(page, "fibranet", "owner");
      await page.goto(at("/invoices"));
      const { items } = await read<{ items: { id: string; email: string | null }[] }>(
        page,
        "customers.list",
        { filters: "portalAccess=yes&owes=yes", sort: "-number", limit: 100 },
      );
      const context = await browser.newContext({ viewport, locale: "es-PE" });
      const customer = await context.newPage();
      let email = "";
      for (const one of items) {
        if (!one.email || email) continue;
        const { invoices } = await read<{ invoices: Open[] }>(page, "payments.openInvoices", {
          customerId: one.id,
        });
        if (invoices.length >= 2 && !taken?.has(one.id)) {
          email = one.email;
          (taken ??= new Set()).add(one.id);
        }
      }
      await customer.goto(at("/portal/sign-in"));
      await customer.getByLabel("Correo o teléfono").fill(email);
      await customer.getByRole("button", { name: "Enviar código" }).click();
      await customer.getByLabel("Código").fill((await mailTo(customer, email)).code);
      await customer.getByRole("button", { name: "Entrar" }).click();
      await customer.waitForURL(at("/portal"));
      await customer.getByRole("link", { name: "Pagar ahora" }).first().click();
      await awake(customer);
      const boxes = customer.getByRole("checkbox");
      for (const box of await boxes.all()) if (await box.isEnabled()) await box.check();
      expect(await boxes.count()).toBeGreaterThan(1);
      await fits(customer);
      await customer.getByRole("button", { name: /^Pagar .* con tarjeta$/ }).click();
      await card(customer, /4242/);
      await expect(customer.getByText("¡Listo! Recibimos tu pago")).toBeVisible({
        timeout: PAID_MS,
      });
      await customer.goto(at("/portal/payments"));
      await expect(customer.getByText(/^Pagó .+, .+/).first()).toBeVisible();
      await fits(customer);
      await context.close();
    });

    test("a link that was revoked says so and shows nothing", async ({ page, browser }) => {
      await signedIn(page, "fibranet", "owner");
      await page.goto(at("/invoices"));
      const [invoice] = await owed(page, 1);
      await page.goto(at(`/customers/${invoice?.customerId}`));
      await awake(page);
      const url = await linkOn(page);
      await page.getByRole("button", { name: "Enlace de pago" }).click();
      await page.getByRole("button", { name: "Anular todos sus enlaces" }).click();
      await page
        .getByRole("alertdialog")
        .or(page.getByRole("dialog"))
        .getByRole("button", { name: "Anular todos sus enlaces" })
        .click();
      await expect(page.getByText(/Se anul/)).toBeVisible();
      const context = await browser.newContext({ viewport, locale: "es-PE" });
      const payer = await context.newPage();
      await payer.goto(url);
      await expect(payer.getByText("La empresa anuló este enlace.")).toBeVisible();
      await expect(payer.getByText(invoice?.number ?? "-")).toHaveCount(0);
      await fits(payer);
      await context.close();
    });

    test("staff try the practice gateway and see where its notices go", async ({ page }) => {
      await signedIn(page, "fibranet", "owner");
      await page.goto(at("/settings/integrations"));
      await awake(page);
      const section = page.getByRole("region", { name: "Cobros en línea" });
      await expect(section.getByText("Prueba", { exact: true })).toBeVisible();
      await section.getByRole("button", { name: "Probar conexión" }).click();
      await expect(section.getByText("Funciona: la pasarela respondió.")).toBeVisible();
      await expect(section.getByText(/\/api\/webhooks\/payments\/stripe\//)).toBeVisible();
      await fits(page);
    });
  });
