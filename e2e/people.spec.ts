import type { Browser, Page } from "@playwright/test";
import { accessibilityProblems, expect, signIn, signedIn, test, watch } from "./fixtures";
import { login, origin } from "./product";

const TENANT = "fibranet";
const at = () => origin("staff", TENANT);
const WIDTHS = { phone: { width: 360, height: 740 }, desk: { width: 1440, height: 900 } };

/** The link in the newest message that the console channels showed to the address; older ones lead nowhere any more. */
async function linkTo(page: Page, to: string, path: string, since = 0): Promise<string> {
  // The browser resolves *.localhost, Playwright's own requests do not.
  const tab = await page.context().newPage();
  let found: string | undefined;
  const find = async () => {
    await tab.goto(`${at()}/dev/outbox.json?to=${encodeURIComponent(to)}`);
    const sent = JSON.parse((await tab.locator("body").textContent()) ?? "[]") as {
      at: string;
      text: string;
    }[];
    const newest = sent.find((message) => Date.parse(message.at) >= since - 1000);
    found = new RegExp(`https?://[^\\s"<]+/${path}/[\\w.-]+`).exec(newest?.text ?? "")?.[0];
    return found;
  };
  await expect.poll(find, { timeout: 60_000 }).toBeTruthy();
  await tab.close();
  return found ?? "";
}

async function fresh(browser: Browser, viewport: { width: number; height: number }) {
  const context = await browser.newContext({ viewport, locale: "es-PE" });
  return { context, page: await context.newPage(), problems: watch(context) };
}

for (const [name, viewport] of Object.entries(WIDTHS)) {
  const mark = `${name}${Date.now().toString(36)}`;
  test.describe(name, () => {
    test.use({ viewport });

    test("a technician is invited by e-mail and by phone, and comes in", async ({
      page,
      browser,
    }) => {
      await signedIn(page, TENANT, "owner");
      await page.goto(`${at()}/settings/users`);
      expect(await accessibilityProblems(page)).toEqual([]);
      const invite = async (who: string, by: "email" | "phone", address: string) => {
        await page.getByRole("button", { name: "Invitar a alguien" }).click();
        const dialog = page.getByRole("dialog");
        await dialog.getByLabel("Nombre").fill(who);
        await dialog.getByLabel("Cómo la invitamos").selectOption(by);
        if (by === "email") await dialog.getByLabel("Correo", { exact: true }).fill(address);
        else await dialog.getByLabel("Teléfono", { exact: true }).fill(address);
        await dialog.getByLabel("Rol").selectOption("technician");
        await dialog.getByRole("button", { name: "Enviar invitación" }).click();
        await expect(dialog).toBeHidden();
        await expect(page.getByText(who)).toBeVisible();
      };
      const email = `${mark}@nuevo.demo`;
      await invite(`Rosa ${mark}`, "email", email);
      const guest = await fresh(browser, viewport);
      await guest.page.goto(await linkTo(page, email, "invitation"));
      expect(await accessibilityProblems(guest.page)).toEqual([]);
      await guest.page.getByLabel("Elige una contraseña").fill("una frase larga y buena");
      await guest.page.getByRole("button", { name: "Aceptar y entrar" }).click();
      await guest.page.waitForURL(`${at()}/`);
      await expect(guest.page.locator("main")).toBeVisible();
      expect(guest.problems).toEqual([]);
      await guest.context.close();

      const digits = `9${String(Date.now()).slice(-8)}`;
      await invite(`Luis ${mark}`, "phone", digits);
      const byPhone = await fresh(browser, viewport);
      await byPhone.page.goto(await linkTo(page, `+51${digits}`, "invitation"));
      await byPhone.page.getByRole("button", { name: "Aceptar y entrar" }).click();
      await byPhone.page.waitForURL(`${at()}/`);
      await byPhone.context.close();
      await page.reload();
      await expect(page.getByText(`Luis ${mark}`)).toBeVisible();
      for (const who of ["Rosa", "Luis"])
        await expect(
          page.getByRole("button", { name: `Anular la invitación de ${who} ${mark}` }),
        ).toBeHidden();
    });

    test("the owner looks through a technician's eyes under a banner, changes nothing, and leaves", async ({
      page,
    }) => {
      await signIn(page, TENANT, "owner");
      await page.goto(`${at()}/settings/roles`);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole("button", { name: "Ver como Técnico" }).click();
      await page.waitForURL(`${at()}/`);
      const banner = page.getByText("Estás viendo como Técnico.");
      await expect(banner).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole("button", { name: "Salir de la vista" }).click();
      await page.waitForURL(`${at()}/settings/roles`);
      await expect(banner).toBeHidden();
    });

    test("a person of two companies switches between them", async ({ page }) => {
      await signIn(page, TENANT, "owner");
      if (name === "phone")
        await page
          .getByRole("button", { name: /menú|Abrir/i })
          .first()
          .click();
      await page
        .getByRole("button", { name: /Cambiar de empresa/ })
        .last()
        .click();
      await page.getByRole("menuitemradio", { name: "BYTEK" }).click();
      await page.waitForURL(`${origin("staff", "bytek")}/`);
      await expect(page.locator("main")).toBeVisible();
    });

    test("a new device stands in the security log, and one tap ends its session", async ({
      page,
      browser,
    }) => {
      const agent = await fresh(browser, viewport);
      await signIn(agent.page, TENANT, "agent");
      await agent.context.close();
      const second = await fresh(browser, viewport);
      await signIn(second.page, TENANT, "agent");
      await signedIn(page, TENANT, "owner");
      await page.goto(`${at()}/settings/security`);
      const row = page
        .getByRole("listitem")
        .filter({ hasText: "Ingreso desde un dispositivo nuevo" })
        // The owner's own browser is a new one too.
        .filter({ hasText: "Carla" })
        .filter({ has: page.getByRole("button", { name: "Cerrar la sesión" }) })
        .first();
      await expect(row).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);
      await row.getByRole("button", { name: "Cerrar la sesión" }).click();
      await expect(page.getByText(/Cortado por/).first()).toBeVisible();
      // The page may already be on its way out by itself.
      await second.page.goto(`${at()}/account`).catch(() => undefined);
      await second.page.waitForURL(/sign-in/);
      await second.context.close();
    });

    test("a forgotten password is renewed by mail, and the old one opens nothing", async ({
      page,
    }) => {
      // Another person at each width: an account gets few such mails an hour.
      const { email, password } = login(TENANT, name === "phone" ? "finance" : "technician");
      await page.goto(`${at()}/forgot-password`);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByLabel("Correo").fill(email);
      const asked = Date.now();
      await page.getByRole("button", { name: "Enviar enlace" }).click();
      await expect(page.getByText("el enlace va en camino")).toBeVisible();
      await page.goto(await linkTo(page, email, "reset-password", asked));
      // The demo's own password, so that the other journeys still come in.
      await page.getByLabel("Elige una contraseña").fill(password);
      await page.getByRole("button", { name: "Guardar contraseña" }).click();
      await expect(page.getByText("Cerramos tus sesiones en todas partes")).toBeVisible();
    });
  });
}
