import { expect, signedIn, test } from "./fixtures";
import { origin } from "./product";

test("billing is prepared, compared, approved and issued, and an invoice says why each line is what it is", async ({
  page,
}) => {
  await signedIn(page, "fibranet", "owner");
  await page.goto(`${origin("staff", "fibranet")}/billing`);
  await page.getByRole("button", { name: "Nueva facturación" }).first().click();
  const ahead = new Date(Date.now() + 35 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("Facturar hasta").fill(ahead);
  await page.getByRole("button", { name: "Preparar", exact: true }).click();
  await expect(page.getByText("Por aprobar")).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: /^Qué cambia/ }).click();
  await expect(page.getByText("Comparado con las facturas recurrentes del")).toBeVisible();
  await page.getByRole("button", { name: /^Líneas/ }).click();
  await expect(page.getByText(/vigente desde|Precio propio/).first()).toBeVisible();
  await page.getByRole("button", { name: "Aprobar y emitir" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("con número");
  await dialog.getByRole("button", { name: "Aprobar y emitir" }).click();
  await expect(page.getByText("Listo: facturas emitidas")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: /^Líneas/ }).click();
  await page.getByRole("link", { name: "Ver factura" }).first().click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
});
