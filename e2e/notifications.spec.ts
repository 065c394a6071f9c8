import { accessibilityProblems, expect, signedIn, test } from "./fixtures";
import { origin } from "./product";

const TENANT = "climasur";
const here = () => origin("staff", TENANT);

for (const [width, height] of [
  [1440, 900],
  [360, 780],
] as const)
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height } });

    test("an owner says how an overdue invoice is told, caps WhatsApp, and takes it back", async ({
      page,
    }) => {
      await signedIn(page, TENANT, "owner");
      await page.goto(`${here()}/settings/notifications`);
      await page.getByRole("button", { name: "Cambiar: Factura vencida, Al cliente" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Subir Correo" }).click();
      await dialog.getByLabel("Idioma").selectOption("pt");
      await dialog.getByLabel("Máximo al día por persona").fill("1");
      expect(await accessibilityProblems(page)).toEqual([]);
      await dialog.getByRole("button", { name: "Guardar" }).click();
      await expect(dialog).toBeHidden();
      const line = page.getByRole("listitem").filter({ hasText: "Factura vencida" });
      await expect(line.getByText("Tuyo").first()).toBeVisible();
      await expect(line.getByText("Máx. 1 al día").first()).toBeVisible();
      await page.getByLabel(/Tope al mes/).fill("25,50");
      await page.getByRole("button", { name: "Guardar tope" }).click();
      await expect(page.getByText(/de .*25[.,]50.* este mes/).first()).toBeVisible();
      await page.getByRole("button", { name: "Cambiar: Factura vencida, Al cliente" }).click();
      await dialog.getByRole("button", { name: "Volver a lo usual" }).click();
      await expect(dialog).toBeHidden();
      await expect(line.getByText("Tuyo")).toHaveCount(0);
    });

    test("a WhatsApp number is connected; its secrets are asked for and never shown", async ({
      page,
    }) => {
      await signedIn(page, TENANT, "owner");
      await page.goto(`${here()}/settings/integrations`);
      const connect = page.getByRole("button", { name: "Conectar", exact: true });
      if (await connect.isVisible()) await connect.click();
      else await page.getByRole("button", { name: "Cambiar datos" }).first().click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Identificador del número (Phone number ID)").fill("letras");
      await dialog.getByLabel("Identificador de la cuenta (WABA ID)").fill("419561257915477");
      await dialog.getByLabel("Token de acceso").fill("EAA-secreto-de-prueba");
      await dialog.getByLabel("Clave secreta de la app").fill("clave-de-prueba");
      await dialog.getByLabel("Token de verificación").fill("acordado");
      await dialog.getByRole("button", { name: "Guardar" }).click();
      await expect(dialog.getByText("Solo números.").first()).toBeVisible();
      await dialog.getByLabel("Identificador del número (Phone number ID)").fill("106540352242922");
      await dialog.getByRole("button", { name: "Guardar" }).click();
      await expect(dialog).toBeHidden();
      await expect(page.getByText(/api\/webhooks\/whatsapp\//).first()).toBeVisible();
      await page.locator("summary").first().click();
      await expect(page.getByText("Sugerida: billing_overdue_reminder")).toBeVisible();
      expect(await page.content()).not.toContain("EAA-secreto");
      expect(await accessibilityProblems(page)).toEqual([]);
    });

    test("the log of messages opens, is filtered by fate, and teaches where it is empty", async ({
      page,
    }) => {
      await signedIn(page, TENANT, "owner");
      await page.goto(`${here()}/messages`);
      await expect(page.getByRole("heading", { name: "Mensajes" })).toBeVisible();
      await page.goto(`${here()}/messages?status=failed`);
      await expect(page.getByRole("heading", { name: "Mensajes" })).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);
    });
  });
