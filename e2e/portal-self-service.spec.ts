import { enterPortal } from "./enter-portal";
import { accessibilityProblems, expect, signedIn, test } from "./fixtures";
import { origin } from "./product";

const at = (path: string) => `${origin("staff", "fibranet")}${path}`;

test("a customer sees what lifts what holds a service, asks for another plan, and an open page tells it without a reload", async ({
  page,
  context,
}) => {
  await enterPortal(page);
  await page.goto(at("/portal/history"));
  await expect(page.getByRole("heading", { level: 1, name: "Qué ha pasado" })).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);

  const other = await context.newPage();
  await other.goto(at("/portal/services"));
  await expect(other.getByRole("heading", { level: 1, name: "Servicios" })).toBeVisible();
  await other.getByRole("button", { name: "Cambiar de plan" }).first().click();
  await other
    .getByRole("button", { name: /^Elegir: / })
    .first()
    .click();
  await expect(other.getByText(/por período/)).toBeVisible();
  expect(await accessibilityProblems(other)).toEqual([]);
  await other.getByRole("button", { name: "Pedir el cambio" }).click();
  await expect(other.getByText(/Pediste cambiar a/).first()).toBeVisible();

  // The first page has been open all the time.
  await expect(page.getByText(/Pediste otro plan para/).first()).toBeVisible({ timeout: 30_000 });
});

test("staff try a ladder on the last month and see whom it would have cut, with nothing sent", async ({
  page,
}) => {
  await signedIn(page, "fibranet", "owner");
  await page.goto(at("/settings/dunning"));
  await page.getByRole("button", { name: "Probar" }).click();
  await expect(page.getByText(/con algo por pagar/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("Cortes por día", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Todo", exact: true }).click();
  await expect(page.getByRole("table", { name: "Cliente por cliente" })).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
});
