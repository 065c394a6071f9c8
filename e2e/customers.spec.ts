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

/** The same on a phone and at a desk. */
for (const width of [360, 1440] as const)
  test(`at ${width} px a customer is written with its tax id, reached, placed on the map, noted and tagged`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    const name = `Ferretería ${Date.now()}`;
    await page.goto(list());
    await page.getByRole("button", { name: "Nuevo cliente" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Nombre", { exact: true }).fill(name);
    await dialog.getByLabel("Número de documento").fill("20100047219");
    await dialog.getByRole("button", { name: "Guardar" }).click();
    await expect(dialog.getByText("El dígito verificador no coincide").first()).toBeVisible();
    await dialog.getByLabel("Número de documento").fill("20-100047218");
    await dialog.getByRole("button", { name: "Guardar" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    await expect(page.getByText("20100047218 (PE)")).toBeVisible();
    await expect(page.getByText("No hay cómo ubicarlo")).toBeVisible();

    await page.getByRole("tab", { name: "Cómo ubicarlo" }).click();
    await page.getByRole("button", { name: "Agregar forma de contacto" }).click();
    await dialog.getByLabel("Teléfono", { exact: true }).fill("987001122");
    await dialog.getByRole("button", { name: "Guardar" }).click();
    await expect(page.getByRole("tabpanel").getByText("+51987001122")).toBeVisible();

    await page.getByRole("tab", { name: /Contactos/ }).click();
    await page.getByRole("button", { name: "Agregar contacto" }).click();
    await dialog.getByLabel("Nombre", { exact: true }).fill("Rosa Ñahui");
    await dialog.getByRole("button", { name: "Guardar" }).click();
    await expect(page.getByRole("tabpanel").getByText("Rosa Ñahui")).toBeVisible();

    await page.getByRole("tab", { name: /Direcciones/ }).click();
    await page.getByRole("button", { name: "Agregar dirección" }).click();
    await dialog.getByLabel("Calle y número").fill("Av. Larco 345");
    await dialog.getByLabel("Coordenadas").fill("-12.1211, -77.0297");
    await dialog.getByRole("button", { name: "Guardar" }).click();
    await expect(page.getByRole("region", { name: /Direcciones/ })).toBeVisible();

    await page.getByRole("tab", { name: /Notas/ }).click();
    await page.getByLabel("Nueva nota").fill("Paga los viernes");
    await page.getByRole("button", { name: "Guardar nota" }).click();
    await page.getByRole("button", { name: "Fijar arriba" }).click();
    await expect(page.getByText("Fijada")).toBeVisible();
    await expect(page.getByText("Se escribió una nota")).toBeVisible();
    expect(await accessibilityProblems(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide).toBe(false);
  });

test("a field of the company's own and a tag are made, asked for and borne", async ({ page }) => {
  const [label, tag] = [`Contrato ${Date.now()}`, `VIP ${Date.now()}`];
  await page.goto(`${origin("staff", "fibranet")}/settings/custom-fields`);
  const dialog = page.getByRole("dialog");
  await page
    .getByRole("region", { name: "De los clientes" })
    .getByRole("button", { name: "Agregar campo" })
    .click();
  await dialog.getByLabel("Nombre").fill(label);
  await dialog.getByRole("button", { name: "Guardar" }).click();
  await expect(page.getByText(label, { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Agregar etiqueta" }).click();
  await dialog.getByLabel("Nombre").fill(tag);
  await dialog.getByRole("button", { name: "Guardar" }).click();
  await expect(page.getByText(tag, { exact: true })).toBeVisible();

  await page.goto(list());
  await page.getByRole("button", { name: "Nuevo cliente" }).click();
  await dialog.getByLabel("Nombre", { exact: true }).fill(`Con contrato ${Date.now()}`);
  await dialog.getByLabel(label).fill("C-77");
  await dialog.getByRole("button", { name: "Guardar" }).click();
  await expect(page.getByText("C-77")).toBeVisible();
  await page.getByRole("button", { name: "Cambiar etiquetas" }).click();
  await dialog.getByLabel(tag).check();
  await dialog.getByRole("button", { name: "Guardar" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText(tag).first()).toBeVisible();

  await page.goto(`${origin("staff", "fibranet")}/settings/custom-fields`);
  await page.getByRole("button", { name: `Archivar ${label}` }).click();
  await expect(page.getByRole("button", { name: `Recuperar ${label}` })).toBeVisible();
});

test("a duplicate is told while it is written, merged side by side, taken apart again, and told apart for good", async ({
  page,
}) => {
  const stamp = String(Date.now());
  const mail = `doble${stamp}@correo.demo`;
  const dialog = page.getByRole("dialog");
  const write = async (name: string) => {
    await page.goto(list());
    await page.getByRole("button", { name: "Nuevo cliente" }).click();
    await dialog.getByLabel("Nombre", { exact: true }).fill(name);
    await dialog.getByLabel("Correo").fill(mail);
  };
  const saved = async (name: string) => {
    await dialog.getByRole("button", { name: "Guardar" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  };
  await write(`Doble ${stamp}`);
  await saved(`Doble ${stamp}`);
  await write(`Doble ${stamp}`);
  await expect(dialog.getByRole("link", { name: new RegExp(stamp) })).toBeVisible();
  await saved(`Doble ${stamp}`);

  await page.goto(`${list()}/duplicates`);
  const pair = page.getByRole("listitem").filter({ hasText: mail });
  await pair.getByRole("button", { name: /Comparar/ }).click();
  await expect(dialog.getByText(/Queda/)).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Unir clientes" }).click();
  await expect(page.getByText(/^Unidos:/)).toBeVisible();
  await expect(pair).toHaveCount(0);
  await page.getByRole("button", { name: "Deshacer la unión" }).click();
  await expect(pair).toBeVisible();

  // Two after all: out of the list, and back in it when somebody says so.
  await pair.getByRole("button", { name: /No son el mismo/ }).click();
  await expect(page.getByText("Listo: no se volverá a sugerir este par.")).toBeVisible();
  await expect(pair).toHaveCount(0);
  await page.getByText(/par(es)? descartados?/).click();
  await pair.getByRole("button", { name: /Volver a sugerir/ }).click();
  await expect(pair.getByRole("button", { name: /Comparar/ })).toBeVisible();
});
