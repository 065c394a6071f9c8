import { request } from "node:http";
import { accessibilityProblems, expect, test } from "./fixtures";
import { call, hostOrigin, origin } from "./product";

/** The last code that the console channel "sent" to the address. */
async function codeFor(email: string): Promise<string> {
  let code = "";
  await expect
    .poll(
      async () => {
        const { body } = await call(
          `${origin("site")}/dev/outbox.json?to=${encodeURIComponent(email)}`,
        );
        code = /\b(\d{3}) ?(\d{3})\b/.exec(body)?.slice(1).join("") ?? "";
        return code;
      },
      { timeout: 30_000 },
    )
    .toMatch(/^\d{6}$/);
  return code;
}

for (const width of [360, 1440]) {
  test(`a company signs up from nothing to its first page with demo data, and wipes it, at ${width} px`, async ({
    page,
  }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height: 900 });
    const slug = `nueva-${width}-${Date.now().toString(36)}`;
    const email = `pia@${slug}.test`;
    await page.goto(`${origin("site")}/es`);
    await page.getByRole("link", { name: "Crear mi empresa" }).first().click();
    await page.getByLabel("Correo").fill(email);
    await page.getByRole("button", { name: "Enviar código" }).click();
    await page.getByLabel("Código").fill(await codeFor(email));
    await page.getByRole("button", { name: "Continuar" }).click();
    await page.getByLabel("Nombre de la empresa").fill("Fibra Óptica del Sur S.A.C.");
    await expect(page.getByLabel("Dirección de tu empresa")).toHaveValue("fibra-optica-del-sur");
    await page.getByLabel("Dirección de tu empresa").fill("fibranet");
    await expect(page.getByText("Esa dirección ya está ocupada.")).toBeVisible();
    await page.getByLabel("Dirección de tu empresa").fill(slug);
    await expect(page.getByText("disponible")).toBeVisible();
    await page.getByRole("button", { name: "Continuar" }).click();
    // A refresh goes on where one was.
    await page.reload();
    await page.getByLabel("Tu nombre").fill("Pía Ñahui");
    await page.getByLabel("Contraseña nueva").fill("una frase que recuerdo");
    await page.getByRole("button", { name: /^Abrir / }).click();
    await page.waitForURL(`${hostOrigin(slug)}/`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Pía");
    await expect(page.getByText("Estás viendo datos de ejemplo")).toBeVisible();
    await page.getByRole("button", { name: "Borrar datos de ejemplo" }).click();
    const confirm = page.getByRole("dialog");
    await confirm.getByRole("button", { name: "Borrar datos de ejemplo" }).click();
    await expect(page.getByText("Estás viendo datos de ejemplo")).toBeHidden({ timeout: 60_000 });
  });

  test(`the public site is readable before any script, in three languages, light and dark, at ${width} px`, async ({
    browser,
  }) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await browser.newContext({
        javaScriptEnabled: false,
        ...{ colorScheme, viewport: { width, height: 900 }, locale: "es-PE" },
      });
      const page = await context.newPage();
      for (const [lang, name] of [
        ["es", "Precios"],
        ["en", "Pricing"],
        ["pt", "Preços"],
      ] as const) {
        await page.goto(`${origin("site")}/${lang}`);
        await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
        await expect(page.locator("html")).toHaveAttribute("lang", lang);
        expect(await page.locator('link[rel="alternate"][hreflang]').count()).toBe(4);
        await expect(page.locator('meta[name="robots"]')).toHaveAttribute(
          "content",
          "index, follow",
        );
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide).toBeLessThanOrEqual(width);
      }
      await page.getByRole("link", { name: "English" }).click();
      await expect(page).toHaveURL(/\/en$/);
      await context.close();
    }
  });
}

test("the public site has no accessibility problem in either theme", async ({ page }) => {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const path of ["/es", "/es/sign-up"]) {
      await page.goto(`${origin("site")}${path}`);
      expect(await accessibilityProblems(page)).toEqual([]);
    }
  }
});

/** Bytes of a body as the wire carries it. */
function gzipBytes(url: string): Promise<number> {
  const { host, pathname, port, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const headers = { host, "accept-encoding": "gzip" };
    request({ host: "127.0.0.1", port, path: pathname + search, headers }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => (bytes += chunk.length));
      answer.on("end", () => resolve(bytes));
    })
      .once("error", reject)
      .end();
  });
}

test("the first visit to the public site carries at most 200 kB over the wire, all in all", async ({
  page,
}) => {
  const urls = new Set<string>();
  page.on("response", (response) => {
    if (response.ok()) urls.add(response.url());
  });
  await page.goto(`${origin("site")}/es`, { waitUntil: "networkidle" });
  const weights = await Promise.all([...urls].map(gzipBytes));
  const total = weights.reduce((sum, bytes) => sum + bytes, 0);
  console.log(`public site: ${(total / 1000).toFixed(0)} kB in ${urls.size} files`);
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThanOrEqual(200_000);
});
