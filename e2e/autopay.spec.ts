import type { Page } from "@playwright/test";
import { mailTo } from "./enter-portal";
import { awake, expect, fits, signedIn, test } from "./fixtures";
import { read } from "./call-as";
import { origin } from "./product";

const at = (path: string) => origin("staff", "fibranet") + path;
/** A practice gateway, a notice, a job, and a page that asks again: all of them on a slow machine. */
const PAID_MS = 60_000;

type Customer = { id: string; email: string | null };
/** Customers of journeys before this one: a card that is kept stays kept. */
const taken = new Set<string>();

/** Somebody who owes, may enter the portal and has kept no card yet. */
async function debtor(page: Page): Promise<{ id: string; email: string }> {
  const { items } = await read<{ items: Customer[] }>(page, "customers.list", {
    ...{ filters: "portalAccess=yes&owes=yes", sort: "number", limit: 100 },
  });
  for (const { id, email } of items) {
    if (!email || taken.has(id)) continue;
    const { cards } = await read<{ cards: unknown[] }>(page, "payments.listCards", {
      customerId: id,
    });
    if (cards.length > 0) continue;
    taken.add(id);
    return { id, email };
  }
  throw new Error("no demo customer owes and has no card");
}

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
])
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport });

    test("a customer keeps a card while paying, switches automatic payment on and off, and removes the card; staff see what was agreed to", async ({
      page,
      browser,
    }) => {
      await signedIn(page, "fibranet", "owner");
      await page.goto(at("/customers"));
      const { id, email } = await debtor(page);

      const context = await browser.newContext({ viewport, locale: "es-PE" });
      const own = await context.newPage();
      await own.goto(at("/portal/sign-in"));
      await own.getByLabel("Correo o teléfono").fill(email);
      await own.getByRole("button", { name: "Enviar código" }).click();
      await own.getByLabel("Código").fill((await mailTo(own, email)).code);
      await own.getByRole("button", { name: "Entrar" }).click();
      await own.waitForURL(at("/portal"));
      await own.goto(at("/portal/cards"));
      await expect(own.getByText("No tienes tarjetas guardadas")).toBeVisible();
      await fits(own);
      await own.getByRole("link", { name: "Pagar una factura" }).click();
      await own.waitForURL(at("/portal/pay"));
      await awake(own);
      await own.getByRole("checkbox", { name: /Guardar esta tarjeta/ }).check();
      await fits(own);
      await own.getByRole("button", { name: /^Pagar .* con tarjeta$/ }).click();
      await expect(own.getByRole("heading", { name: "Pasarela de práctica" })).toBeVisible();
      await own.getByLabel(/4242/).check();
      await own.getByRole("button", { name: "Pagar" }).click();
      await expect(own.getByText("¡Listo! Recibimos tu pago")).toBeVisible({ timeout: PAID_MS });

      await own.getByRole("link", { name: "Tarjetas y pago automático" }).click();
      await expect(own.getByText("Visa ···4242").first()).toBeVisible();
      await awake(own);
      const turnOn = own.getByRole("button", { name: "Activar pago automático" });
      await expect(turnOn).toBeDisabled();
      await expect(own.getByText(/Autorizo a FibraNet a cobrar a esta tarjeta/)).toBeVisible();
      await own.getByLabel(/Límite por cobro/).fill("500");
      await own.getByRole("checkbox", { name: /Estoy de acuerdo/ }).check();
      await fits(own);
      await turnOn.click();
      await expect(own.getByText("Se cobra a tu Visa ···4242.")).toBeVisible();
      await fits(own);

      const seen = await read<{ mandates: { kind: string; channel: string }[] }>(
        page,
        "payments.listCards",
        { customerId: id },
      );
      expect(seen.mandates.map(({ kind, channel }) => `${kind} ${channel}`).toSorted()).toEqual([
        "autopay portal",
        "keep portal",
      ]);

      await own.getByRole("button", { name: "Apagar pago automático" }).click();
      await expect(turnOn).toBeVisible();
      await own.getByRole("button", { name: "Quitar Visa ···4242" }).click();
      await own.getByRole("button", { name: "Quitar", exact: true }).click();
      await expect(own.getByText("No tienes tarjetas guardadas")).toBeVisible();
      await context.close();
    });
  });
