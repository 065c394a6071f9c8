import { accessibilityProblems, expect, signedIn, test } from "./fixtures";
import { origin } from "./product";

const at = (path: string) => `${origin("staff", "fibranet")}${path}`;

test.beforeEach(async ({ page }) => {
  await signedIn(page, "fibranet", "owner");
});

for (const width of [1440, 360])
  test(`a deposit is taken, pays an invoice, and receivables lead to what is owed, ${width} px wide`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(at("/customers"));
    await page.getByRole("button", { name: "Nuevo cliente" }).click();
    const name = `Garantía ${Date.now()}`;
    await page.getByRole("dialog").getByLabel("Nombre", { exact: true }).fill(name);
    await page.getByRole("dialog").getByRole("button", { name: "Guardar" }).click();
    await page.waitForURL(/\/customers\/[0-9a-f-]{36}$/);
    const customerId = page.url().split("/").at(-1) ?? "";

    await page.goto(at(`/invoices/new?customer=${customerId}`));
    await page.getByLabel("Descripción").fill("Equipo en comodato");
    await page.getByLabel("Precio", { exact: true }).fill("118,00");
    await page.getByRole("button", { name: "Guardar borrador" }).click();
    await page.waitForURL(/\/invoices\/[0-9a-f-]{36}$/);
    const invoice = page.url();
    await page.getByRole("button", { name: "Emitir" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Emitir" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/NV01-\d{8}/);

    await page.goto(at(`/deposits?customer=${customerId}`));
    await expect(page.getByText("Nada coincide")).toBeVisible();
    await page.getByRole("button", { name: "Recibir garantía" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Monto").fill("100");
    await dialog.getByLabel("Nota").fill("Router");
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Recibir garantía" }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole("button", { name: `Aplicar la garantía de ${name}` }).click();
    await dialog.getByLabel("Monto").fill("18");
    await dialog.getByRole("button", { name: "Aplicar" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("main")).toContainText("82.00");
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.goto(invoice);
    await expect(page.getByRole("main")).toContainText("100.00");

    await page.goto(at(`/receivables?customerId=${customerId}`));
    await expect(page.getByRole("main")).toContainText("100.00");
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("link", { name }).click();
    await page.waitForURL(/\/invoices\?owed=yes/);
    await expect(page.getByRole("main")).toContainText("NV01-");
  });
