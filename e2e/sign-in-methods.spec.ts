import type { Browser, Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { expect, signIn, test, watch } from "./fixtures";
import { call, login, origin } from "./product";

const TENANT = "climasur";
const at = () => origin("staff", TENANT);

/** A browser's own authenticator, as a phone with a fingerprint reader has one. */
async function virtualAuthenticator(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

const code = (key: string, ahead = 0) =>
  new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: Date.now() + ahead * 1000 });

async function typePassword(page: Page, role: string): Promise<void> {
  const { email, password } = login(TENANT, role);
  await page.goto(`${at()}/sign-in`);
  await page.getByLabel("Correo").fill(email);
  await page.getByLabel("Contraseña").fill(password);
  await page.getByRole("button", { name: "Ingresar" }).click();
}

async function fresh(browser: Browser) {
  const context = await browser.newContext();
  return { context, page: await context.newPage(), problems: watch(context) };
}

for (const [width, height] of [
  [1440, 900],
  [360, 780],
] as const)
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height } });

    test("two-step sign-in is switched on, asked for, passed with the app and with a paper code, and switched off", async ({
      page,
      browser,
    }) => {
      await signIn(page, TENANT, "admin");
      await page.goto(`${at()}/account`);
      await page.getByRole("button", { name: "Activar" }).click();
      const key = (await page.getByLabel("Clave para escribir a mano").first().textContent()) ?? "";
      await page.getByLabel("Código de la aplicación").fill(code(key));
      await page.getByRole("button", { name: "Confirmar" }).click();
      const sheet = page.getByRole("dialog").getByRole("listitem");
      await expect(sheet).toHaveCount(10);
      const codes = await sheet.allTextContents();
      await page.getByRole("button", { name: "Ya los guardé" }).click();
      await expect(page.getByText("Te quedan 10 códigos de recuperación")).toBeVisible();

      const other = await fresh(browser);
      await typePassword(other.page, "admin");
      await other.page.getByLabel("Código de la aplicación").fill(code(key, 30));
      await other.page.getByRole("button", { name: "Verificar" }).click();
      await other.page.waitForURL(`${at()}/`);

      const lost = await fresh(browser);
      await typePassword(lost.page, "admin");
      await lost.page.getByRole("button", { name: "Usar un código de recuperación" }).click();
      await lost.page.getByLabel("Código de recuperación").fill(codes[0] ?? "");
      await lost.page.getByRole("button", { name: "Verificar" }).click();
      await lost.page.waitForURL(`${at()}/`);

      await page.reload();
      await expect(page.getByText("Te quedan 9 códigos de recuperación")).toBeVisible();
      await page.getByRole("button", { name: "Quitar" }).first().click();
      await page.getByRole("dialog").getByRole("button", { name: "Quitar" }).click();
      await expect(page.getByRole("button", { name: "Activar" })).toBeVisible();
      expect([...other.problems, ...lost.problems]).toEqual([]);
      await other.context.close();
      await lost.context.close();
    });

    test("a passkey is made, signs in by itself, and is taken away", async ({ page }) => {
      await virtualAuthenticator(page);
      await signIn(page, TENANT, "agent");
      await page.goto(`${at()}/account`);
      await page.getByLabel("Nombre de la llave").fill("Mi teléfono");
      await page.getByRole("button", { name: "Agregar una llave" }).click();
      await expect(page.getByText("Mi teléfono")).toBeVisible();
      await page.context().clearCookies();
      await page.goto(`${at()}/sign-in`);
      await page.getByRole("button", { name: "Usar una llave de acceso" }).click();
      await page.waitForURL(`${at()}/`);
      await page.goto(`${at()}/account`);
      await page
        .getByRole("listitem")
        .filter({ hasText: "Mi teléfono" })
        .getByRole("button", { name: "Quitar" })
        .click();
      await page.getByRole("dialog").getByRole("button", { name: "Quitar" }).click();
      await expect(page.getByText("Aún no tienes llaves de acceso.")).toBeVisible();
    });

    test("a session that is ended from another browser is thrown out at its next step", async ({
      page,
      browser,
    }) => {
      await signIn(page, TENANT, "finance");
      const other = await fresh(browser);
      await signIn(other.page, TENANT, "finance");
      await page.goto(`${at()}/account`);
      await page.getByRole("button", { name: "Cerrar todas las demás" }).click();
      await expect(page.getByText(/^Cerramos \d+ sesi/)).toBeVisible();
      // Its live stream closes too, and the page may be on its way out by itself: then that step is cut short.
      await expect(async () => {
        await other.page.goto(`${at()}/account`);
        await expect(other.page).toHaveURL(/\/sign-in\?next=%2Faccount$/);
      }).toPass({ timeout: 30_000 });
      await expect(page.getByText("Esta sesión")).toBeVisible();
      await other.context.close();
    });

    test("a delicate action asks again who it is, and then goes on by itself", async ({ page }) => {
      await signIn(page, TENANT, "technician");
      await page.goto(`${at()}/account`);
      // The server says that the proof is old, once; the rest is real.
      let refused = false;
      await page.route("**/api/trpc/auth.beginTotp**", async (route) => {
        if (refused) return route.continue();
        refused = true;
        const error = {
          code: "forbidden",
          key: "step_up_required",
          message: "Confirma que eres tú.",
        };
        const body = [{ error: { message: "", code: -32003, data: { error } } }];
        return route.fulfill({ status: 403, json: body });
      });
      await page.getByRole("button", { name: "Activar" }).click();
      await page
        .getByRole("dialog")
        .getByLabel("Contraseña")
        .fill(login(TENANT, "technician").password);
      await page.getByRole("dialog").getByRole("button", { name: "Confirmar" }).click();
      await expect(page.getByLabel("Clave para escribir a mano").first()).toBeVisible();
    });

    test("a technician enters with a code on the phone; a wrong one is refused", async ({
      page,
    }) => {
      const field = origin("staff", "fibranet");
      await page.goto(`${field}/sign-in`);
      await page.getByRole("button", { name: "Usar un código en mi teléfono" }).click();
      await page.getByLabel("Teléfono").fill("956 823 174");
      const asked = Date.now();
      await page.getByRole("button", { name: "Enviarme un código" }).click();
      await page.getByLabel("Código", { exact: true }).fill("000000");
      await page.getByRole("button", { name: "Ingresar" }).click();
      await expect(page.getByRole("alert").filter({ hasText: /código/i })).toBeVisible();
      await page
        .getByLabel("Código", { exact: true })
        .fill(await sentCode(field, "+51956823174", asked));
      await page.getByRole("button", { name: "Ingresar" }).click();
      await page.getByRole("button", { name: "Ahora no" }).click();
      await page.waitForURL((url) => url.origin === field && url.pathname !== "/sign-in");
    });
  });

/** The code of the newest message to a phone, as the demo's outbox shows it. */
async function sentCode(at: string, phone: string, since: number): Promise<string> {
  let code: string | undefined;
  await expect
    .poll(async () => {
      const { body } = await call(`${at}/dev/outbox.json?to=${encodeURIComponent(phone)}`);
      const sent = JSON.parse(body) as { at: string; text: string }[];
      const newest = sent.find((message) => Date.parse(message.at) >= since - 1000);
      code = /\b(\d{3}) ?(\d{3})\b/
        .exec(newest?.text ?? "")
        ?.slice(1)
        .join("");
      return code;
    })
    .toMatch(/^\d{6}$/);
  return code ?? "";
}
