import { askForCode, enterPortal, mailTo } from "./enter-portal";
import { accessibilityProblems, expect, test } from "./fixtures";
import { origin } from "./product";

const at = (path: string) => origin("staff", "fibranet") + path;

test("a customer enters by code, changes the language and signs out", async ({ page }) => {
  await enterPortal(page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Hola");
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("link", { name: "Mis datos" }).first().click();
  await page.waitForURL(at("/portal/profile"));
  await page.getByRole("main").getByLabel("Idioma").selectOption("pt");
  await page.getByRole("button", { name: "Guardar" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Meus dados" })).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Sair" }).click();
  await page.waitForURL(at("/portal/sign-in"));
  await page.goto(at("/portal"));
  await page.waitForURL(at("/portal/sign-in"));
});

test("a wrong code is said beside its field, and the right one still enters", async ({ page }) => {
  const email = await askForCode(page);
  const { code } = await mailTo(page, email);
  await page.getByLabel("Código").fill(code === "000000" ? "111111" : "000000");
  await page.getByRole("button", { name: "Entrar" }).click();
  await expect(page.getByText("El código no es correcto")).toBeVisible();
  await page.getByLabel("Código").fill(code);
  await page.getByRole("button", { name: "Entrar" }).click();
  await page.waitForURL(at("/portal"));
});

test("a mailed link only shows a button; pressed, it enters once", async ({ page }) => {
  const email = await askForCode(page);
  const { link } = await mailTo(page, email);
  expect(link).toContain("/portal/enter#");
  // A program that looks into mail opens it first: nothing is used up.
  await page.goto(link);
  await page.goto(at("/portal/sign-in"));
  await page.goto(link);
  await page.getByRole("button", { name: "Entrar" }).click();
  await page.waitForURL(at("/portal"));
  await page.goto(link);
  await page.getByRole("button", { name: "Entrar" }).click();
  await expect(page.getByText("Este enlace ya no sirve")).toBeVisible();
});

test("a customer finds balance, invoices with their why and their services", async ({ page }) => {
  await enterPortal(page);
  await expect(page.getByRole("region", { name: "Lo que debes" })).toBeVisible();
  await page.goto(at("/portal/services"));
  await expect(page.getByRole("heading", { level: 1, name: "Servicios" })).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.goto(at("/portal/invoices"));
  await expect(page.getByRole("heading", { level: 1, name: "Facturas" })).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("main").locator('a[href*="/invoices/"]').first().click();
  await page.waitForURL(/\/portal\/invoices\/[0-9a-f-]{36}$/);
  await page.getByText("¿Por qué este monto?").first().click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Descargar PDF" }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/\.pdf$/);
  expect(await accessibilityProblems(page)).toEqual([]);
});
