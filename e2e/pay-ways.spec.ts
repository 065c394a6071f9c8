import { enterPortal } from "./enter-portal";
import { accessibilityProblems, awake, expect, signedIn, test } from "./fixtures";
import { origin } from "./product";

const at = (path: string) => origin("staff", "fibranet") + path;

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
])
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport });

    test("a company writes how it is paid, sees it as its customers will, and they see it in the portal", async ({
      page,
      browser,
    }) => {
      const number = `191-${Date.now()}`;
      await signedIn(page, "fibranet", "owner");
      await page.goto(at("/settings/billing"));
      await awake(page);
      await page.getByRole("button", { name: "Agregar forma de pago" }).click();
      const way = page.getByRole("group", { name: /^Forma de pago/ }).last();
      await way.getByLabel("Banco").fill("BCP");
      await way.getByLabel("Número de cuenta").fill("https://paga.aqui");
      await page.getByRole("button", { name: "Guardar formas de pago" }).click();
      await expect(way.getByText("Escribe solo texto")).toBeVisible();
      await way.getByLabel("Número de cuenta").fill(number);
      const preview = page.getByRole("region", { name: "Así lo ven tus clientes" });
      await expect(preview.getByText(number)).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole("button", { name: "Guardar formas de pago" }).click();
      await expect(page.getByText("Formas de pago guardadas")).toBeVisible();

      const context = await browser.newContext({ viewport, locale: "es-PE" });
      const customer = await context.newPage();
      await enterPortal(customer);
      await expect(customer.getByRole("heading", { name: "Cómo pagar" })).toBeVisible();
      await expect(customer.getByText(number)).toBeVisible();
      expect(await accessibilityProblems(customer)).toEqual([]);
      const wide = await customer.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(wide).toBeLessThanOrEqual(0);
      await context.close();

      await page.reload();
      await page
        .getByRole("button", { name: /^Quitar la forma de pago/ })
        .last()
        .click();
      await page.getByRole("button", { name: "Guardar formas de pago" }).click();
      await expect(page.getByText("Formas de pago guardadas")).toBeVisible();
    });
  });
