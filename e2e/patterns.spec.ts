import type { Page } from "@playwright/test";
import { accessibilityProblems, awake, expect, signedIn, test } from "./fixtures";
import { origin } from "./product";

const gallery = () => `${origin("staff", "fibranet")}/dev/patterns`;

async function open(page: Page): Promise<void> {
  const response = await page.goto(gallery());
  test.skip(response?.status() === 404, "the copy under test runs without TRAMA_DEV_PAGES=1");
  await expect(page.getByRole("heading", { name: "Patrones de pantalla" })).toBeVisible();
  await awake(page);
}

const looks = (["light", "dark"] as const).flatMap((theme) =>
  (["comfortable", "compact"] as const).map((density) => ({ theme, density })),
);

async function wear(page: Page, look: (typeof looks)[number]): Promise<void> {
  await page.evaluate(({ theme, density }) => {
    document.documentElement.dataset.theme = theme;
    document.documentElement.dataset.density = density;
  }, look);
}

async function expectAccessible(page: Page): Promise<void> {
  for (const look of looks) {
    await wear(page, look);
    expect(await accessibilityProblems(page), `${look.theme} ${look.density}`).toEqual([]);
  }
}

test("every pattern is accessible in both themes and densities, at rest and with what opens open", async ({
  page,
}) => {
  test.setTimeout(240_000);
  await open(page);
  await expectAccessible(page);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Buscar y ejecutar" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Atajos de teclado" }).click();
  await expect(page.getByRole("dialog", { name: "Atajos de teclado" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Cortar el servicio" }).click();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Apariencia, espaciado e idioma" }).click();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "Ciudad" }).click();
  await expect(page.getByRole("listbox", { name: "Ver opciones" })).toBeVisible();
  await expectAccessible(page);
});

test("nothing of the gallery is wider than a phone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await open(page);
  await page.waitForTimeout(1500);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
});

test("a refused form names what is wrong, takes the focus there, and leads to each field", async ({
  page,
}) => {
  await open(page);
  await page.getByRole("button", { name: "Guardar" }).click();
  const summary = page.getByRole("alert").filter({ hasText: "Revisa 2 datos" });
  await expect(summary).toBeFocused();
  await summary.getByRole("button", { name: /^Nombre: Falta este dato/ }).click();
  const name = page.getByRole("textbox", { name: "Nombre" });
  await expect(name).toBeFocused();
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await expect(name).toHaveAccessibleDescription(/Falta este dato/);
  await page.keyboard.type("Ana");
  await expect(name).not.toHaveAttribute("aria-invalid", "true");
});

test("what the server says of a field stands beside that field, and a success is told once", async ({
  page,
}) => {
  await open(page);
  await page.getByRole("textbox", { name: "Nombre" }).fill("Ana");
  await page.getByRole("combobox", { name: "Plan" }).selectOption("200");
  const email = page.getByRole("textbox", { name: "Correo" });
  await email.fill("usado@correo.pe");
  await page.getByRole("button", { name: "Guardar" }).click();
  await expect(email).toHaveAccessibleDescription(/Ese correo ya es de otro cliente/);
  await email.fill("libre@correo.pe");
  await page.getByRole("button", { name: "Guardar" }).dblclick();
  const toasts = page.getByRole("region", { name: "Avisos", exact: true });
  await expect(toasts.getByText("Guardado")).toHaveCount(1);
  await page.waitForTimeout(800);
  await expect(toasts.getByText("Guardado")).toHaveCount(1);
});

test("leaving with changes asks first; what was typed comes back, and can be thrown away", async ({
  page,
}) => {
  await open(page);
  await page.getByRole("textbox", { name: "Nombre" }).fill("Rosa Ñahui");
  await expect
    .poll(() => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage })))
    .toContain("Rosa Ñahui");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.keyboard.press("Escape");
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  const ask = page.getByRole("dialog", { name: "¿Salir sin guardar?" });
  await expect(ask).toBeVisible();
  await ask.getByRole("button", { name: "Seguir editando" }).click();
  await expect(page).toHaveURL(/\/dev\/patterns/);
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Nombre" })).toHaveValue("Rosa Ñahui");
  await page.getByRole("button", { name: "Descartar borrador" }).click();
  await expect(page.getByRole("textbox", { name: "Nombre" })).toHaveValue("");
});

test("the combobox is worked by keyboard and finds words without their accents", async ({
  page,
}) => {
  await open(page);
  const city = page.getByRole("combobox", { name: "Ciudad" });
  await city.fill("cordo");
  await expect(city).toHaveAttribute("aria-expanded", "true");
  await expect(page.getByRole("listbox", { name: "Ver opciones" }).getByRole("option")).toHaveText([
    "Córdoba",
  ]);
  await page.keyboard.press("Enter");
  await expect(city).toHaveValue("Córdoba");
  await expect(city).toHaveAttribute("aria-expanded", "false");
  await city.fill("");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const active = await city.getAttribute("aria-activedescendant");
  await expect(page.locator(`[id="${active}"]`)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(city).toHaveValue("Córdoba");
});

test("an amount is read as people write it, and a phone number by its country", async ({
  page,
}) => {
  await open(page);
  const price = page.getByRole("textbox", { name: "Mensualidad" });
  await price.fill("1.250,5");
  await price.blur();
  await expect(price).toHaveValue("1,250.50");
  const phone = page.getByRole("textbox", { name: "Teléfono" });
  await phone.fill("12");
  await phone.blur();
  await expect(phone).toHaveAccessibleDescription(/no parece de Perú/);
  await phone.fill("+54 351 555 0101");
  await expect(page.getByRole("combobox", { name: "Teléfono: País" })).toHaveValue("AR");
});

test("the palette opens by keys, finds without accents, runs what the page offers and gives the focus back", async ({
  page,
}) => {
  await open(page);
  const button = page.getByRole("button", { name: "Buscar o ir a…" });
  await button.focus();
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Buscar y ejecutar" });
  const input = palette.getByRole("combobox");
  await expect(input).toBeFocused();
  await input.fill("CONFIGURACION");
  await expect(palette.getByRole("option")).toHaveText([/Configuración/]);
  await input.fill("usuarios que no existen");
  await expect(palette.getByText("Nada coincide con")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);
  await expect(button).toBeFocused();
  await page.keyboard.press("Control+k");
  await palette.getByRole("combobox").fill("reconec");
  await page.keyboard.press("Enter");
  await expect(
    page.getByRole("region", { name: "Avisos", exact: true }).getByText("Guardado"),
  ).toBeVisible();
});

test("places that a person may not open are not in the palette", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Buscar y ejecutar" });
  await palette.getByRole("combobox").fill("claves de api");
  await expect(palette.getByRole("option")).toHaveCount(0);
});

test("`?` shows the shortcuts; single keys can be turned off and then do nothing", async ({
  page,
}) => {
  await open(page);
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Atajos de teclado" });
  await sheet.getByRole("switch", { name: "Atajos de una sola tecla" }).uncheck();
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await page.keyboard.press("?");
  await page.waitForTimeout(300);
  await expect(sheet).toHaveCount(0);
});

test("a dangerous action says to whom, can be tried, and wants a reason", async ({ page }) => {
  await open(page);
  const button = page.getByRole("button", { name: "Cortar el servicio" });
  await button.click();
  const dialog = page.getByRole("dialog", { name: "Cortar el servicio" });
  await expect(dialog.getByText("Afecta a 38")).toBeVisible();
  await expect(dialog.getByText("y 34 más")).toBeVisible();
  await dialog.getByRole("button", { name: "Probar sin cambiar nada" }).click();
  await expect(dialog.getByRole("status")).toContainText("3 quedarían sin servicio");
  await dialog.getByRole("button", { name: "Cortar el servicio" }).click();
  await expect(dialog.getByLabel("Motivo")).toHaveAccessibleDescription(/al menos 3 letras/);
  await dialog.getByLabel("Motivo").fill("Deuda de tres meses");
  await dialog.getByRole("button", { name: "Cortar el servicio" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(button).toBeFocused();
});

test("a value is corrected in place: Escape leaves it, Enter saves it, a refusal puts it back and says why", async ({
  page,
}) => {
  await open(page);
  const record = page.getByRole("region", { name: "Ficha con línea de tiempo" });
  await record.getByRole("button", { name: "Editar Correo" }).click();
  await expect(record.getByRole("textbox", { name: "Correo" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(record.getByRole("button", { name: "Editar Correo" })).toBeFocused();
  await page.keyboard.press("Enter");
  await record.getByRole("textbox", { name: "Correo" }).fill("otro@correo.pe");
  await page.keyboard.press("Enter");
  await expect(record.getByText("otro@correo.pe")).toBeVisible();
  await expect(record.getByRole("alert")).toHaveText(
    "No se guardó: Ese correo ya es de otro cliente.",
  );
  await expect(record.getByText("ana@correo.pe")).toBeVisible();
});

test("arrow keys move between the tabs of a record", async ({ page }) => {
  await open(page);
  await page.getByRole("tab", { name: /Contratos/ }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: /Recibos/ })).toBeFocused();
  await expect(page.getByRole("tabpanel", { name: /Recibos/ })).toBeVisible();
});

test("a message that passes by offers the way back, and waits while somebody is on it", async ({
  page,
}) => {
  await page.clock.install();
  await open(page);
  await page.getByRole("button", { name: "Mostrar" }).click();
  const toasts = page.getByRole("region", { name: "Avisos", exact: true });
  await expect(toasts).toHaveAttribute("aria-live", "polite");
  await toasts.getByRole("button", { name: "Deshacer" }).focus();
  await page.clock.fastForward(9_000);
  await expect(toasts.getByText("Cliente archivado")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(toasts.getByText("Cliente recuperado")).toBeVisible();
});

test("spacing and theme are chosen, applied at once and painted first next time", async ({
  page,
}) => {
  await open(page);
  await page.getByRole("button", { name: "Apariencia, espaciado e idioma" }).click();
  await page.getByRole("menuitemradio", { name: "Compacto" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-density", "compact");
  const [reply] = await Promise.all([page.waitForResponse(gallery()), page.reload()]);
  expect(await reply.text()).toMatch(/<html[^>]*data-density="compact"/);
});

test("every chart has its figures as a table", async ({ page }) => {
  await open(page);
  const charts = page.getByRole("region", { name: "Gráficos" });
  const buttons = charts.getByRole("button", { name: /[Tt]abla/ });
  await expect(buttons).toHaveCount(4);
  await buttons.first().click();
  await expect(charts.getByRole("table").first()).toContainText("42");
});

test("the data table and the import wizard stand in the gallery of whoever is signed in", async ({
  page,
}) => {
  await signedIn(page, "fibranet", "owner");
  await open(page);
  await expect(
    page.getByRole("region", { name: "Tabla de datos" }).getByRole("table"),
  ).toBeVisible();
  await expect(
    page.getByRole("region", { name: "Asistente de importación" }).locator("input[type=file]"),
  ).toBeAttached();
  await expectAccessible(page);
});
