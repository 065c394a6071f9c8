import { accessibilityProblems, expect, signedIn, test } from "./fixtures";
import { origin } from "./product";

const at = (path: string) => `${origin("staff", "fibranet")}${path}`;

test("a collector opens a shift on the phone, takes cash out, counts it, and a supervisor approves it", async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await signedIn(page, "fibranet", "owner");
  await page.goto(at("/payments/cash"));
  const main = page.getByRole("main");
  await main.getByLabel("Con cuánto empiezas").fill("100");
  expect(await accessibilityProblems(page)).toEqual([]);
  await main.getByRole("button", { name: "Abrir turno" }).click();
  await expect(main.getByRole("link", { name: "Registrar pago" })).toBeVisible();
  await main.getByRole("button", { name: "Retirar" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Monto").fill("40");
  await dialog.getByLabel("Motivo").fill("Al banco");
  await dialog.getByRole("button", { name: "Retirar" }).click();
  await expect(dialog).toBeHidden();
  await expect(main.getByText("60.00").first()).toBeVisible();

  await main.getByRole("button", { name: "Contar y cerrar" }).click();
  await dialog.getByLabel("Contado en PEN").fill("59,50");
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Contar y cerrar" }).click();
  await page.waitForURL(/\/payments\/cash\/[0-9a-f-]{36}$/);
  await expect(page.getByText("Por aprobar").first()).toBeVisible();

  await page.setViewportSize({ width: 1440, height: 800 });
  await page.getByRole("button", { name: "Aprobar conteo" }).click();
  await dialog.getByRole("button", { name: "Aprobar conteo" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Aprobado").first()).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
});
