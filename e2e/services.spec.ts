import type { Page } from "@playwright/test";
import { accessibilityProblems, awake, expect, signedIn, test } from "./fixtures";
import { origin } from "./product";

const at = (path: string, tenant = "bytek") => `${origin("staff", tenant)}${path}`;

/** Subscribes the first customer found to a plan; ends on the service's page. */
async function subscribe(page: Page, tenant: string, plan: RegExp, label: string): Promise<void> {
  await signedIn(page, tenant, "owner");
  await page.goto(at("/services/new", tenant));
  await awake(page);
  await page.getByRole("combobox", { name: "Cliente" }).click();
  await page.locator("li[role=option], div[role=option]").first().click();
  await page.getByRole("combobox", { name: "Plan" }).fill("");
  await page.getByRole("combobox", { name: "Plan" }).click();
  await page.getByRole("option", { name: plan }).first().click();
  await page.getByLabel("Nombre del servicio").fill(label);
  await page.getByRole("button", { name: "Crear servicio" }).click();
  await page.waitForURL(/\/services\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(label);
}

const act = async (page: Page, name: string) => {
  const first = page.getByRole("button", { name, exact: true }).first();
  if (await first.isVisible()) return first.click();
  await page.getByRole("button", { name: "Más acciones" }).click();
  await page.getByRole("menuitem", { name }).click();
};
const states = (page: Page) => page.getByRole("region", { name: "Dos estados" });
const settle = async (page: Page, seen: string) => {
  await states(page).getByRole("button", { name: "Decir qué vi" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: seen }).check();
  await dialog.getByLabel("Nota").fill("visto en el panel");
  await dialog.getByRole("button", { name: "Decir qué vi" }).click();
  await expect(dialog).toBeHidden();
};

test("a service is cut by hand, suspended once somebody saw it, and reconnected the same way", async ({
  page,
}) => {
  const label = `Prueba ${Date.now()}`;
  await subscribe(page, "bytek", /mantenimiento web/i, label);
  await expect(states(page)).toContainText("Activo");
  await settle(page, "Encendido");
  await expect(states(page)).toContainText("La red hace lo que debe.");

  await act(page, "Cortar");
  await page.getByRole("dialog").getByLabel("Motivo", { exact: true }).fill("Obra en la calle");
  await page.getByRole("dialog").getByRole("button", { name: "Cortar" }).click();
  await expect(states(page)).toContainText("Corte pedido");
  await page.goto(at("/services/tasks"));
  await expect(page.getByRole("listitem").filter({ hasText: label })).toContainText("Cortar");
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("link", { name: new RegExp(label) }).click();
  await settle(page, "Cortado");
  await expect(states(page)).toContainText("Cortado");
  await expect(states(page)).toContainText("La red hace lo que debe.");

  await act(page, "Reconectar");
  await page.getByRole("dialog").getByLabel("Motivo").fill("Terminó la obra");
  await page.getByRole("dialog").getByRole("button", { name: "Reconectar" }).click();
  await expect(states(page)).toContainText("Reconexión pedida");
  await settle(page, "Encendido");
  await expect(states(page)).toContainText("Activo");
  await page.getByRole("tab", { name: "Red y pruebas" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("visto en el panel");
  expect(await accessibilityProblems(page)).toEqual([]);
});

test("a change of plan says what it will cost before it is done", async ({ page }) => {
  await subscribe(page, "fibranet", /FIBRA-100/, `Cambio ${Date.now()}`);
  await act(page, "Cambiar de plan");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Plan nuevo" }).click();
  await dialog
    .getByRole("option", { name: /FIBRA-400/ })
    .first()
    .click();
  await expect(dialog.getByRole("region", { name: "Lo que costará" })).toContainText(/Cambia el/);
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Cambiar de plan" }).click();
  await expect(dialog).toBeHidden();
});

test("the list shows both states, and is narrowed to what is cut", async ({ page }) => {
  await signedIn(page, "fibranet", "owner");
  await page.goto(at("/services", "fibranet"));
  await expect(page.getByRole("status").filter({ hasText: /servicio/ })).toBeVisible();
  await page.getByRole("button", { name: "Cortados", exact: true }).click();
  await expect(page).toHaveURL(/state=suspended/);
  expect(await accessibilityProblems(page)).toEqual([]);
});

test("a service moves to another of its customer's addresses, and its history says so", async ({
  page,
}) => {
  const stamp = Date.now();
  await subscribe(page, "bytek", /mantenimiento web/i, `Mudanza ${stamp}`);
  const service = page.url();
  await page.locator("main a[href^='/customers/']").first().click();
  await page.getByRole("tab", { name: /Direcciones/ }).click();
  await page.getByRole("button", { name: "Agregar dirección" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Calle y número").fill(`Jr. Mudanza ${stamp}`);
  await dialog.getByRole("button", { name: "Guardar" }).click();
  await expect(dialog).toBeHidden();

  await page.goto(service);
  await page.getByRole("button", { name: "Mover a otra dirección" }).click();
  const place = dialog.getByRole("option", { name: new RegExp(String(stamp)) });
  await dialog.getByLabel("Dirección").selectOption((await place.getAttribute("value")) ?? "");
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Mover", exact: true }).click();
  await expect(page.getByText("El servicio se movió.")).toBeVisible();
  await expect(page.getByText(`Jr. Mudanza ${stamp}`)).toBeVisible();
  await expect(page.getByText("Se movió un servicio a otra dirección")).toBeVisible();
});
