import { accessibilityProblems, expect, signedIn, test } from "./fixtures";
import { origin } from "./product";

const at = (path: string) => origin("staff", "fibranet") + path;

/** A day this far ahead, as date inputs take it. */
const inDays = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test.beforeEach(async ({ page }) => {
  await signedIn(page, "fibranet", "owner");
});

test("a plan is made with its speed and price, then everything of its kind costs 10 % more, and does not again", async ({
  page,
}) => {
  const code = `E2E-${Date.now()}`;
  const category = `Prueba ${code}`;
  await page.goto(at("/catalog"));
  await page.getByRole("button", { name: "Nuevo ítem" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Nombre").fill(`Fibra ${code}`);
  await form.getByLabel("Código").fill(code);
  await form.getByLabel(/^Precio/).fill("89,90");
  await form.getByLabel("Categoría").fill(category);
  await form.getByLabel("Bajada (Mbps)", { exact: true }).fill("300");
  await form.getByLabel("Subida (Mbps)", { exact: true }).fill("150");
  expect(await accessibilityProblems(page)).toEqual([]);
  await form.getByRole("button", { name: "Guardar" }).click();
  await page.waitForURL(/\/catalog\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("main")).toContainText("300/150 Mbps");
  await expect(page.getByRole("main")).toContainText(/89[.,]90/);
  const plan = page.url();

  await page.goto(at("/catalog/prices"));
  await page.getByRole("button", { name: "Cambiar precios" }).click();
  const change = page.getByRole("dialog");
  await change.getByLabel("Cuánto").fill("10");
  await change.getByLabel("Categoría").selectOption(category);
  await change.getByLabel("Vigente desde").fill(inDays(30));
  await change.getByRole("button", { name: "Ensayo" }).click();
  await expect(change).toContainText("Cambia 1 precio");
  await expect(change).toContainText(/98[.,]89/);
  await change.getByRole("button", { name: "Cambiar 1 precio" }).click();
  const undo = page.getByRole("button", { name: "Deshacer" });
  await expect(undo).toBeVisible({ timeout: 60_000 });
  await undo.click();
  await expect(page.getByText(/deshecho, 1/)).toBeVisible({ timeout: 60_000 });
  await page.goto(plan);
  await expect(page.getByText("Por venir")).toHaveCount(0);
});

test("a tax changes from a day on, with the law that says so, and the change is taken back", async ({
  page,
}) => {
  await page.goto(at("/catalog/taxes"));
  const load = page.getByRole("button", { name: "Cargar los de mi país" });
  const tax = page.getByRole("region", { name: "IGV" });
  await expect(load.or(tax)).toBeVisible();
  if (await load.isVisible()) await load.click();
  await expect(tax).toContainText("18 %");
  await tax.getByRole("button", { name: "Programar tasa" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Tasa (%)").fill("17");
  await form.getByLabel("Vigente desde").fill(inDays(90));
  await form.getByRole("button", { name: "Guardar" }).click();
  await expect(form).toContainText("Indica la norma");
  await form.getByLabel("Norma").fill("Ley de prueba");
  await form.getByRole("button", { name: "Guardar" }).click();
  const coming = tax.getByRole("listitem").filter({ hasText: "Por venir" });
  await expect(coming).toContainText("17 %");
  expect(await accessibilityProblems(page)).toEqual([]);
  await coming.getByRole("button", { name: "Quitar" }).click();
  await expect(coming).toHaveCount(0);
});
