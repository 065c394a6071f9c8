import { accessibilityProblems, expect, signedIn, test } from "./fixtures";
import { origin } from "./product";

const at = (path: string) => `${origin("staff", "fibranet")}${path}`;

test.beforeEach(async ({ page }) => {
  await signedIn(page, "fibranet", "owner");
});

for (const width of [1440, 360])
  test(`an invoice is drafted, issued, paid in part, corrected, and the statement adds up, ${width} px wide`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    // A customer of one's own, so that the sums are known.
    await page.goto(at("/customers"));
    await page.getByRole("button", { name: "Nuevo cliente" }).click();
    const name = `Factura ${Date.now()}`;
    await page.getByRole("dialog").getByLabel("Nombre", { exact: true }).fill(name);
    await page.getByRole("dialog").getByRole("button", { name: "Guardar" }).click();
    await page.waitForURL(/\/customers\/[0-9a-f-]{36}$/);
    const customerId = page.url().split("/").at(-1) ?? "";

    await page.goto(at(`/invoices/new?customer=${customerId}`));
    await page.getByLabel("Descripción").fill("Visita técnica");
    await page.getByLabel("Precio", { exact: true }).fill("118,00");
    await expect(page.getByRole("region", { name: "Así quedaría hoy" })).toContainText("118.00");
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("button", { name: "Guardar borrador" }).click();
    await page.waitForURL(/\/invoices\/[0-9a-f-]{36}$/);
    const invoice = page.url();
    await expect(page.getByText("Sin valor fiscal").first()).toBeVisible();
    await page.getByRole("link", { name: "Editar" }).click();
    await expect(page.getByLabel("Descripción")).toHaveValue("Visita técnica");
    await page.getByLabel("Descripción").fill("Visita técnica de noche");
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("button", { name: "Guardar borrador" }).click();
    await page.waitForURL(invoice);
    await expect(page.getByRole("main")).toContainText("Visita técnica de noche");
    await page.getByRole("button", { name: "Emitir" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Emitir" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/NV01-\d{8}/);

    await page.getByRole("button", { name: "¿Por qué?" }).click();
    await expect(page.getByRole("dialog")).toContainText("Escrita a mano por tu equipo.");
    await page.keyboard.press("Escape");

    await page.getByRole("link", { name: "Registrar pago" }).click();
    await page.getByLabel("Monto").fill("50");
    await expect(page.getByRole("region", { name: "Facturas por pagar" })).toContainText("50.00");
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("button", { name: "Registrar y dar recibo" }).click();
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/RC01-\d{8}/);

    await page.goto(invoice);
    await page.getByRole("button", { name: "Nota de crédito" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Cuánto devolver").selectOption("amount");
    await dialog.getByLabel("Monto").fill("18");
    await dialog.getByLabel("Motivo").fill("Descuento acordado");
    await dialog.getByRole("button", { name: "Emitir nota de crédito" }).click();
    await expect(dialog).toBeHidden();
    await page.reload();
    await expect(page.getByText("S/ 50.00").first()).toBeVisible();

    await page.goto(at(`/customers/${customerId}/statement`));
    await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
    const sums = page.locator("dl").first();
    await expect(sums).toContainText("118.00");
    await expect(sums).toContainText("68.00");
    await expect(sums).toContainText("50.00");
    expect(await accessibilityProblems(page)).toEqual([]);
  });
