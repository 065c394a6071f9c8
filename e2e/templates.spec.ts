import { accessibilityProblems, expect, signedIn, test } from "./fixtures";
import { call, origin } from "./product";

const at = (path: string) => `${origin("staff", "climasur")}${path}`;

for (const [width, height] of [
  [1440, 900],
  [360, 780],
] as const)
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height } });

    test("the invitation mail is worded anew, seen on a real person, refused with a bad variable, saved, restored and reset", async ({
      page,
    }) => {
      await signedIn(page, "climasur", "owner");
      await page.goto(at("/settings/templates"));
      await page.getByRole("link", { name: /Invitación al equipo/ }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Invitación al equipo", {
        timeout: 30_000,
      });
      const body = page.getByLabel("Mensaje", { exact: true });
      await expect(body).toBeVisible();
      const reset = page.getByRole("button", { name: "Volver al original" });
      if (await reset.isVisible()) {
        await reset.click();
        await page.getByRole("dialog").getByRole("button", { name: "Volver al original" }).click();
        // The dialog hides the button behind it: gone is only what is gone after it.
        await expect(page.getByRole("dialog")).toHaveCount(0);
        await expect(reset).toHaveCount(0);
      }

      const mail = page.frameLocator('iframe[title="Vista previa"]');
      const who = page.getByLabel("Ver con los datos de");
      // The list grows shorter while the answer comes in; a tap between the two meets nothing.
      await expect(async () => {
        await who.fill("Sof");
        await page.getByRole("option", { name: /Sof/ }).first().click({ timeout: 5_000 });
        await expect(who).toHaveValue(/^Sof.{2}/, { timeout: 5_000 });
      }).toPass({ timeout: 60_000 });
      await body.fill("Hola {{name}}\n\n[Entrar ahora]({{url}})");
      await expect(mail.getByRole("paragraph").filter({ hasText: /^Hola Sof/ })).toBeVisible();
      await expect(mail.getByRole("link", { name: "Entrar ahora" })).toBeVisible();

      await body.fill("Hola {{nombre}}\n\n[Entrar ahora]({{url}})");
      await page.getByRole("button", { name: "Guardar" }).click();
      await expect(body).toHaveAttribute("aria-invalid", "true");
      await expect(
        page.getByText("La variable «nombre» no existe aquí (línea 1, columna 6)."),
      ).toBeVisible();

      await body.fill("Primera {{name}}\n\n[Entrar]({{url}})");
      await page.getByRole("button", { name: "Guardar" }).click();
      const used = page.getByRole("listitem").filter({ hasText: "En uso" });
      await expect(used).toBeVisible();
      // The form begins again from the saved words: what is typed before that is lost.
      await expect(reset).toBeVisible();
      const first = /Versión \d+/.exec((await used.textContent()) ?? "")?.[0] ?? "";
      await body.fill("Segunda {{name}}\n\n[Entrar]({{url}})");
      await page.getByRole("button", { name: "Guardar" }).click();
      await expect(used).not.toContainText(first);
      const old = page.getByRole("listitem").filter({ hasText: first });
      await old.getByRole("button", { name: /Ver cambios/ }).click();
      await expect(old.getByText("Segunda {{name}}")).toBeVisible();
      await old.getByRole("button", { name: /Restaurar/ }).click();
      await expect(body).toHaveValue(/^Primera/);
      expect(await accessibilityProblems(page)).toEqual([]);

      await reset.click();
      await page.getByRole("dialog").getByRole("button", { name: "Volver al original" }).click();
      await expect(body).toHaveValue(/te invita a trabajar/);
    });

    test("a test to oneself can be read in the outbox of a demo", async ({ page }) => {
      await signedIn(page, "climasur", "owner");
      await page.goto(at("/settings/templates/auth.signInCode"));
      await page.getByRole("button", { name: "Enviarme una prueba" }).click();
      await expect(page.getByText("Prueba enviada a tu correo.")).toBeVisible();
      await expect
        .poll(async () => (await call(at("/dev/outbox.json"))).body, { timeout: 15_000 })
        .toContain("auth.signInCode");
      await page.goto(at("/dev/outbox"));
      await expect(
        page.getByRole("heading", { name: /482 915 es tu código/ }).first(),
      ).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);
    });

    test("a letter's PDF is downloaded with the words on the screen", async ({ page }) => {
      await signedIn(page, "climasur", "owner");
      await page.goto(at("/settings/templates/crm.welcomeLetter"));
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Descargar PDF" }).click(),
      ]);
      expect(file.suggestedFilename()).toBe("crm.welcomeLetter.pdf");
    });

    test("the invoice's words are seen on a whole real invoice, and saving them says so", async ({
      page,
    }) => {
      await signedIn(page, "climasur", "owner");
      await page.goto(at("/settings/templates/billing.invoice"));
      const paper = page.getByRole("article");
      await expect(paper.getByRole("table")).toBeVisible({ timeout: 30_000 });
      const words = `Gracias de corazón ${width}`;
      await page.getByLabel("Pie", { exact: false }).first().fill(words);
      await expect(paper.getByText(words)).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole("button", { name: "Guardar" }).click();
      await expect(page.getByText("Guardado", { exact: false }).first()).toBeVisible();
      const pdf = page.waitForEvent("download");
      await page.getByRole("button", { name: /PDF/ }).click();
      expect((await pdf).suggestedFilename()).toMatch(/\.pdf$/);
    });
  });
