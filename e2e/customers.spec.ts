import type { Page } from "@playwright/test";
import { accessibilityProblems, awake, expect, signedIn, test } from "./fixtures";
import { origin } from "./product";

const list = () => `${origin("staff", "fibranet")}/customers`;
const count = (page: Page) => page.getByRole("status").filter({ hasText: /client/ });
const bodyRows = (page: Page) => page.getByRole("table").locator("tbody tr[data-index]");

test.beforeEach(async ({ page }) => {
  await signedIn(page, "fibranet", "owner");
});

test("a list is searched and filtered, kept as a view, and found again by its address", async ({
  page,
}) => {
  await page.goto(list());
  await expect(count(page)).toHaveText(/1\s?\d\d\d clientes/);
  await page.getByRole("searchbox", { name: "Buscar" }).fill("quispe lince");
  await expect(page).toHaveURL(/q=quispe/);
  await expect(bodyRows(page).first()).toContainText(/Quispe/);
  await page.getByRole("button", { name: "Filtrar" }).click();
  await page.getByRole("menuitem", { name: "Estado" }).click();
  await page.getByRole("dialog").getByLabel("Activo").check();
  await page.getByRole("dialog").getByRole("button", { name: "Aplicar" }).click();
  await expect(page.getByRole("button", { name: "Estado: Activo", exact: true })).toBeVisible();

  const name = `Quispe ${Date.now()}`;
  await page.getByRole("button", { name: "Guardar vista" }).click();
  await page.getByRole("dialog").getByLabel("Nombre de la vista").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Guardar" }).click();
  await expect(page.getByRole("button", { name, exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );
  const address = page.url();
  // Opened afresh, so that no earlier count is still on the screen.
  await page.goto(address);
  await expect(count(page)).toBeVisible();
  const found = await count(page).textContent();
  await page.goto(list());
  await page.goto(address);
  await expect(page.getByRole("button", { name, exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await expect(count(page)).toHaveText(found ?? "");
  expect(await accessibilityProblems(page)).toEqual([]);
});

test("a list is worked by keyboard: search, move, choose, let go, open", async ({ page }) => {
  await page.goto(list());
  await expect(bodyRows(page).first()).toBeVisible();
  await awake(page);
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(bodyRows(page).nth(1).getByRole("link")).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.getByRole("toolbar")).toContainText("1 elegido");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("toolbar")).toHaveCount(0);
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}/);
});

test("all that match are archived as a task that is left, found again, and undone", async ({
  page,
}) => {
  const query = "?city=Lince&status=former&archived=no";
  await page.goto(`${list()}${query}`);
  const before = await count(page).textContent();
  await page.getByLabel("Elegir los que se ven").check();
  await page.getByRole("button", { name: "Archivar" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(/Se aplica a \d+ cliente/);
  await dialog.getByRole("button", { name: "Archivar" }).click();
  const progress = page.getByRole("region", { name: "Progreso de la tarea" });
  await expect(progress).toContainText(/Archivar clientes: \d+ listos/, { timeout: 30_000 });
  await expect(page.getByText("Nada coincide")).toBeVisible();
  await progress.getByRole("link", { name: "Ver la tarea" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Archivar clientes");
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Deshacer" }).click();
  await expect(page.getByRole("status").filter({ hasText: /deshecho/ })).toBeVisible({
    timeout: 30_000,
  });
  await page.goto(`${list()}${query}`);
  await expect(count(page)).toHaveText(before ?? "");
});

test("what matches is exported as a file that a spreadsheet does not calculate", async ({
  page,
}) => {
  await page.goto(`${list()}?city=Lince`);
  await page.getByRole("button", { name: "Exportar" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("button", { name: "Exportar" }).click();
  const file = await (await download).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of file) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  expect(text.startsWith("\uFEFF")).toBe(true);
  expect(text).toMatch(/,'\+51/);
});
