import sharp from "sharp";
import type { Page } from "@playwright/test";
import { accessibilityProblems, awake, expect, signedIn, test } from "./fixtures";
import { call, origin } from "./product";

const TENANT = "bytek";
const here = () => origin("staff", TENANT);

/** A mark with a transparent border, as a designer would send it. */
const logo = (colour: string) =>
  sharp({ create: { width: 600, height: 300, channels: 4, background: "#0000" } })
    .composite([
      { input: { create: { width: 320, height: 120, channels: 4, background: colour } } },
    ])
    .png()
    .toBuffer();

for (const [width, height] of [
  [1440, 900],
  [360, 780],
] as const)
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height } });

    test("a company is branded: logo, ugly yellow, preview, save; sign-in and portal wear it at once", async ({
      page,
      browser,
    }) => {
      await signedIn(page, TENANT, "owner");
      await page.goto(`${here()}/settings`);
      await page.getByLabel("Buscar en la configuración").fill("LOGOTIPO");
      await page.getByRole("main").getByRole("link", { name: "Marca" }).click();
      await page.waitForURL(`${here()}/settings/brand`);
      await uploadLogo(page, "#d01020");
      await page.getByLabel("Color principal", { exact: true }).fill("#ffee00");
      await expect(page.getByText(/Enlaces, tema Claro: #ffee00 se dibuja como #/)).toBeVisible();
      await expect(page.getByText("Débil")).toHaveCount(0);
      await page.getByRole("button", { name: "Oscuro", exact: true }).click();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole("button", { name: "Guardar marca" }).click();
      await expect(page.getByText("Tu marca ya está en todas tus pantallas.")).toBeVisible();

      const visitor = await browser.newContext({ viewport: { width, height }, locale: "es-PE" });
      const seen = await visitor.newPage();
      for (const path of ["/sign-in", "/portal"]) {
        await seen.goto(`${here()}${path}`);
        const sign = seen.getByRole("img", { name: "BYTEK" }).first();
        await expect(sign).toBeVisible();
        // Logos come when they are seen (`loading="lazy"`), after the page has loaded.
        await expect.poll(() => naturalWidth(seen)).toBeGreaterThan(100);
        expect(await contrastOfButtons(seen)).toEqual([]);
        expect(await accessibilityProblems(seen)).toEqual([]);
      }
      const manifest = await seen.request.get(`${here()}/brand/manifest`).catch(() => null);
      expect(manifest === null || manifest.status() === 200).toBe(true);
      await visitor.close();

      await backToFirst(page);
    });

    test("a unit and a branch are made, and archived again", async ({ page }) => {
      const code = `E${Date.now().toString(36).slice(-6).toUpperCase()}`;
      await signedIn(page, TENANT, "owner");
      await page.goto(`${here()}/settings/units`);
      await page.getByRole("button", { name: "Agregar unidad" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Nombre").fill(`Eventos ${code}`);
      await dialog.getByLabel("Código").fill("con espacio");
      await dialog.getByRole("button", { name: "Guardar" }).click();
      await expect(dialog.getByText("Usa de 1 a 12 letras").first()).toBeVisible();
      await dialog.getByLabel("Código").fill(code);
      await dialog.getByRole("button", { name: "Guardar" }).click();
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await expect(page.getByText(`Eventos ${code}`)).toBeVisible();

      await page.getByRole("button", { name: "Agregar sede" }).click();
      await dialog.getByLabel("Nombre").fill(`Sede ${code}`);
      await dialog.getByLabel("Código").fill(code);
      await dialog.getByLabel("Unidad de negocio").selectOption({ label: `Eventos ${code}` });
      await dialog.getByRole("button", { name: "Guardar" }).click();
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await expect(page.getByText(`Sede ${code}`)).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);

      await page.getByRole("button", { name: `Archivar: Sede ${code}` }).click();
      await dialog.getByRole("button", { name: "Archivar" }).click();
      await expect(page.getByRole("button", { name: `Archivar: Sede ${code}` })).toHaveCount(0);
    });

    test("a key with an allow-list opens from there only, and its page says whence it was used", async ({
      page,
    }) => {
      const name = `Red ${Date.now()}`;
      await signedIn(page, TENANT, "owner");
      await page.goto(`${here()}/settings/api-keys`);
      await page.getByRole("button", { name: "Crear clave" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Nombre").fill(name);
      await dialog.getByLabel("Ver los datos de la empresa y su plan").check();
      await dialog.getByLabel("Redes permitidas").fill("203.0.113.0/24");
      await dialog.getByRole("button", { name: "Crear clave" }).click();
      const secret = (await dialog.getByLabel("Clave", { exact: true }).textContent()) ?? "";
      await dialog.getByRole("button", { name: "Ya la guardé" }).click();
      const headers = { authorization: `Bearer ${secret}` };
      const refused = await call(`${here()}/api/v1/tenant`, { headers });
      expect([refused.status, refused.body.includes("api_key_network_refused")]).toEqual([
        403,
        true,
      ]);

      await page.getByRole("link", { name }).click();
      await page.getByRole("button", { name: "Editar" }).click();
      await dialog.getByLabel("Redes permitidas").fill("127.0.0.0/8\n::1");
      await dialog.getByRole("button", { name: "Guardar" }).click();
      await expect(page.getByRole("dialog")).toHaveCount(0);
      expect((await call(`${here()}/api/v1/tenant`, { headers })).status).toBe(200);
      await page.reload();
      await expect(page.getByText(/127\.0\.0\.0\/24/)).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole("button", { name: "Revocar" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Revocar" }).click();
      await expect(page.getByText("Revocada").or(page.getByText("Revocado")).first()).toBeVisible();
      expect((await call(`${here()}/api/v1/tenant`, { headers })).status).toBe(401);
    });
  });

test("extreme brands can be read on real pages, in both themes", async ({ page }) => {
  // Four brands, two themes, three pages, and axe reads each.
  test.setTimeout(300_000);
  await signedIn(page, TENANT, "owner");
  for (const primary of ["#ffff00", "#000000", "#ffffff", "#39ff14"]) {
    await page.goto(`${here()}/settings/brand`);
    await page.getByLabel("Color principal", { exact: true }).fill(primary);
    await page.getByRole("button", { name: "Guardar marca" }).click();
    await expect(page.getByText("Tu marca ya está en todas tus pantallas.")).toBeVisible();
    for (const theme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: theme as "light" | "dark" });
      for (const path of ["/settings", "/settings/brand", "/portal"]) {
        await page.goto(`${here()}${path}`);
        // The preview is dressed by script (the policy allows no style attribute): undressed, it is not yet the preview.
        await awake(page);
        expect([primary, theme, path, await contrastOfButtons(page)]).toEqual([
          primary,
          theme,
          path,
          [],
        ]);
        expect([primary, theme, path, await accessibilityProblems(page)]).toEqual([
          primary,
          theme,
          path,
          [],
        ]);
      }
    }
  }
  await page.emulateMedia({ colorScheme: null });
  await page.goto(`${here()}/settings/brand`);
  await backToFirst(page);
});

test("company, policies and integrations: seen, changed, and readable to everybody", async ({
  page,
}) => {
  await signedIn(page, TENANT, "owner");
  await page.goto(`${here()}/settings/company`);
  await expect(page.getByLabel("RUC")).toBeVisible();
  await page.getByLabel("Nombre del remitente").fill("BYTEK Soluciones");
  await page.getByRole("button", { name: "Guardar cambios" }).click();
  await expect(page.getByText("Cambios guardados.")).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.goto(`${here()}/settings/policies`);
  await page
    .getByRole("button", { name: /Agregar los nacionales de/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Guardar horario" }).click();
  await expect(page.getByText("Cambios guardados.")).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.goto(`${here()}/settings/integrations`);
  await expect(page.getByText("Envío de correo")).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
});

async function uploadLogo(page: Page, colour: string): Promise<void> {
  const group = page.getByRole("group", { name: "Logo para fondo claro" });
  await group
    .locator("input[type=file]")
    .setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: await logo(colour) });
  await expect(group.getByRole("img")).toBeVisible();
  await expect(page.getByRole("group", { name: "En tu logo encontramos" })).toBeVisible();
}

/** Takes the brand off. The page loads anew: until then an open dialog hides its button, and a busy one has no name. */
async function backToFirst(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Volver a la inicial" });
  await button.click();
  await page.getByRole("dialog").getByRole("button", { name: "Volver a la inicial" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Guardar marca" })).toBeVisible();
  await expect(button).toHaveCount(0);
}

const naturalWidth = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Math.max(...[...document.images].map((image) => (image.complete ? image.naturalWidth : 0))),
  );

/** Texts on the brand's colour whose computed colours stand too close: as the browser really drew them. */
function contrastOfButtons(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgb = (colour: string) => {
      canvas?.clearRect(0, 0, 1, 1);
      if (canvas) canvas.fillStyle = colour;
      canvas?.fillRect(0, 0, 1, 1);
      return [...(canvas?.getImageData(0, 0, 1, 1).data ?? [])];
    };
    const light = (colour: string) => {
      const [r = 0, g = 0, b = 0] = rgb(colour).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    return [...document.querySelectorAll(".bg-brand, .bg-brand-soft")]
      .filter((element) => element.textContent?.trim())
      .flatMap((element) => {
        const style = getComputedStyle(element);
        const [a = 0, b = 0] = [light(style.color), light(style.backgroundColor)].toSorted(
          (x, y) => y - x,
        );
        const ratio = (a + 0.05) / (b + 0.05);
        return ratio >= 4.5 ? [] : [`${element.textContent?.trim()}: ${ratio.toFixed(2)}`];
      });
  });
}
