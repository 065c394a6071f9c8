import type { Page } from "@playwright/test";
import { z } from "zod";
import { accessibilityProblems, awake, expect, signedIn, test } from "./fixtures";
import { origin } from "./product";
import { hand } from "./router-hand";

const at = (path: string) => `${origin("staff", "fibranet")}${path}`;
const secrets = z.array(z.object({ ".id": z.string(), name: z.string() }));

const ADDRESS = /10\.\d+\.\d+\.\d+/;

/** The demo's practice routers take some seconds to be set up and to bring their first customers. */
const READY_MS = 90_000;
const states = (page: Page) => page.getByRole("region", { name: "Dos estados" });

/** Opens a service that a router holds and that is on; gives its customer's user there. */
async function openService(page: Page, router: string): Promise<string> {
  await signedIn(page, "fibranet", "owner");
  await page.goto(at("/network"));
  await page.getByRole("link", { name: router }).click();
  const sessions = page.getByRole("region", { name: "Conectados ahora" });
  await expect(sessions.getByRole("link").last()).toBeVisible({ timeout: READY_MS });
  const link = sessions.getByRole("link").last();
  const user = (await link.textContent()) ?? "";
  await link.click();
  await page.waitForURL(/\/services\/[0-9a-f-]{36}$/);
  await expect(states(page)).toContainText("La red hace lo que debe.");
  await awake(page);
  return user;
}

async function cut(page: Page, reason: string): Promise<void> {
  await page.getByRole("button", { name: "Más acciones" }).click();
  await page.getByRole("menuitem", { name: "Cortar" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Motivo", { exact: true }).fill(reason);
  await dialog.getByRole("button", { name: "Cortar" }).click();
  await expect(dialog).toBeHidden();
}

async function reconnect(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Reconectar", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Motivo").fill("Ya está resuelto");
  await dialog.getByRole("button", { name: "Reconectar" }).click();
  await expect(dialog).toBeHidden();
}

for (const width of [1440, 360]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 900 } });

    test("a service is cut by hand and reconnected, each with what the router showed", async ({
      page,
    }) => {
      await openService(page, "Lima Sur");
      await cut(page, "Obra en la calle");
      await expect(states(page)).toContainText("La red hace lo que debe.");
      const place = page.getByRole("region", { name: "En la red" });
      await expect(place).toContainText("FIBRANET-SUR");
      await expect(place.getByRole("list", { name: "Filas leídas" })).toContainText("/ppp/secret");
      await expect(place).toContainText(/Se vio: Cortado/i);
      expect(await accessibilityProblems(page)).toEqual([]);
      await reconnect(page);
      await expect(states(page)).toContainText("Activo");
      await expect(states(page)).toContainText("La red hace lo que debe.");

      await page.goto(at("/network/commands"));
      await page.getByRole("button", { name: "Ver prueba" }).first().click();
      await expect(page.getByRole("dialog")).toContainText(/Se vio: Encendido/i);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.goto(at("/network"));
      await expect(page.getByRole("region", { name: /reconexión probada/ })).toContainText(/\d/);
      expect(await accessibilityProblems(page)).toEqual([]);
    });
  });
}

test("a router without its cable leaves the work pending and in sight, and does it once it is back", async ({
  page,
}) => {
  await openService(page, "Lima Norte");
  const service = page.url();
  const place = page.getByRole("region", { name: "En la red" });
  await expect(place).toContainText(ADDRESS);
  const address = ADDRESS.exec((await place.textContent()) ?? "")?.[0] ?? "no address";
  await hand("Lima Norte", "unplug");
  try {
    await cut(page, "Mora por acuerdo");
    await expect(states(page)).toContainText("El router no responde", { timeout: 60_000 });
    await page.goto(at("/network/commands?open=yes"));
    await expect(page.getByRole("row").nth(1)).toContainText("Pendiente");
    await page.goto(at("/network"));
    await expect(page.getByRole("row").filter({ hasText: "Lima Norte" })).toContainText(
      "No responde",
    );
  } finally {
    await hand("Lima Norte", "plug");
  }
  await page.goto(service);
  await expect(states(page)).toContainText("La red hace lo que debe.", { timeout: READY_MS });
  // This router cuts by list: the session stays up, and all it reaches is the page that says why.
  const listed = () => hand("Lima Norte", "show /ip/firewall/address-list");
  expect(await listed()).toContain(`"${address}"`);
  await reconnect(page);
  await expect(states(page)).toContainText("Activo", { timeout: READY_MS });
  await expect(states(page)).toContainText("La red hace lo que debe.", { timeout: READY_MS });
  expect(await listed()).not.toContain(`"${address}"`);
});

test("a row changed by hand on the router is told, mended with approval, and proven", async ({
  page,
}) => {
  const user = await openService(page, "Lima Sur");
  const rows = secrets.parse(JSON.parse(await hand("Lima Sur", "show /ppp/secret")));
  const id = rows.find(({ name }) => name === user)?.[".id"];
  await hand("Lima Sur", `set /ppp/secret ${id} profile=default-encryption`);
  await page.goto(at("/network"));
  await page.getByRole("link", { name: "Lima Sur" }).click();
  await awake(page);
  await page.getByRole("button", { name: "Comparar" }).click();
  const diff = page.getByRole("region", { name: "Comparación" });
  await expect(diff).toContainText(user);
  await expect(diff).toContainText("default-encryption →");
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: /^Corregir/ }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Corregir/ })
    .click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect
    .poll(() => hand("Lima Sur", "show /ppp/secret"), { timeout: 60_000 })
    .not.toContain("default-encryption");
});

test("a row that somebody made by hand is proposed, looked at, adopted with nothing but our tag, and given back", async ({
  page,
}) => {
  await signedIn(page, "fibranet", "owner");
  await page.goto(at("/network"));
  await page.getByRole("link", { name: "Lima Sur" }).click();
  await expect(page.getByRole("region", { name: "Conectados ahora" })).toBeVisible({
    timeout: READY_MS,
  });
  await page.getByRole("link", { name: "Filas sin dueño" }).first().click();
  await page.waitForURL(/\/network\/adoption/);
  await awake(page);
  await page.getByRole("button", { name: "Leer el router ahora" }).click();
  const views = page.getByRole("group", { name: "Qué filas" });
  const open = page.getByRole("listitem").filter({ has: page.getByText("Mismo usuario") });
  await expect(open.first()).toBeVisible({ timeout: READY_MS });
  expect(await accessibilityProblems(page)).toEqual([]);

  const box = open.first().getByRole("checkbox");
  const user = ((await box.getAttribute("aria-label")) ?? "").replace("Elegir ", "");
  const rowOf = async (): Promise<Record<string, string>> => {
    const rows = z
      .array(z.record(z.string(), z.string()))
      .parse(JSON.parse(await hand("Lima Sur", "show /ppp/secret")));
    const row = rows.find(({ name }) => name === user) ?? {};
    // When its client last dialled is the client's own doing.
    return Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith("last-")));
  };
  const before = await rowOf();
  expect(before.comment ?? "").not.toContain("trama:");
  await box.check();
  await page.getByRole("button", { name: "Adoptar 1 fila" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(/trama:t[0-9a-f]{32}/);
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await rowOf()).toEqual(before);
  await dialog.getByRole("button", { name: "Adoptar 1 fila" }).click();
  await expect(dialog).toContainText("1 fila adoptada");
  await dialog.getByRole("button", { name: "Listo" }).click();
  const after = await rowOf();
  expect(after.comment).toMatch(/^trama:t/);
  expect({ ...after, comment: "" }).toEqual({ ...before, comment: "" });

  await views.getByRole("button", { name: /^Adoptadas/ }).click();
  const adopted = page.getByRole("listitem").filter({ hasText: user });
  await adopted.getByRole("link").click();
  await expect(states(page)).toContainText("La red hace lo que debe.", { timeout: READY_MS });
  await expect(page.getByRole("region", { name: "En la red" })).toContainText("Fila adoptada");

  await page.goBack();
  await awake(page);
  await views.getByRole("button", { name: /^Adoptadas/ }).click();
  await page.getByRole("button", { name: `Deshacer: ${user}` }).click();
  await dialog.getByRole("button", { name: "Deshacer" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: `Deshacer: ${user}` })).toBeHidden();
  expect(await rowOf()).toEqual(before);
});

test("a row that is somebody else's is left as it is for good, and offered again when a person says so", async ({
  page,
}) => {
  await signedIn(page, "fibranet", "owner");
  await page.goto(at("/network/adoption"));
  await awake(page);
  await page.getByRole("button", { name: "Leer el router ahora" }).click();
  const views = page.getByRole("group", { name: "Qué filas" });
  const box = page.getByRole("checkbox", { name: "Elegir camaras-municipio" });
  await expect(box).toBeVisible({ timeout: READY_MS });
  await box.check();
  await page.getByRole("button", { name: "Dejar como está", exact: true }).click();
  await expect(box).toBeHidden();
  await page.getByRole("button", { name: "Leer el router ahora" }).click();
  await expect(page.getByRole("button", { name: "Leer el router ahora" })).toBeEnabled();
  await expect(box).toBeHidden();
  await views.getByRole("button", { name: /^Dejadas como están/ }).click();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Volver a ofrecer: camaras-municipio" }).click();
  await expect(page.getByText("No dejaste ninguna como está")).toBeVisible();
  await views.getByRole("button", { name: /^Por decidir/ }).click();
  await expect(box).toBeVisible();
});

test("the limit of cuts at once says what it means for each router, refuses what is out of bounds, and is kept", async ({
  page,
}) => {
  await signedIn(page, "fibranet", "owner");
  await page.goto(at("/settings/policies"));
  await awake(page);
  const atOnce = page.getByLabel("Siempre pasan, por router y hora");
  const before = await atOnce.inputValue();
  const save = page.getByRole("button", { name: "Guardar tope de cortes" });
  await atOnce.fill("0");
  await save.click();
  await expect(page.getByText("Un número entero, de 1 a 10 000.", { exact: true })).toBeVisible();
  await atOnce.fill("25");
  await expect(page.getByText(/Lima Sur: hasta \d/)).toBeVisible({ timeout: READY_MS });
  expect(await accessibilityProblems(page)).toEqual([]);
  await save.click();
  await expect(page.getByText("Cambios guardados.")).toBeVisible();
  await page.reload();
  await awake(page);
  await expect(atOnce).toHaveValue("25");
  await atOnce.fill(before);
  await save.click();
  await expect(page.getByText("Cambios guardados.")).toBeVisible();
});
