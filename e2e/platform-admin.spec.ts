import { accessibilityProblems, expect, signedIn, test } from "./fixtures";
import { hostOrigin, origin } from "./product";

for (const width of [360, 1440]) {
  test(`support acts as a member with the banner in sight, is refused what it may never do, and leaves, at ${width} px`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await signedIn(page, null, "platform");
    await page.goto(origin("platform"));
    await page.getByLabel("Buscar por nombre o dirección").fill("climasur");
    await page.getByRole("link", { name: "ClimaSur" }).click();
    await page.getByRole("button", { name: "Actuar como…" }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("Motivo").fill("corto");
    await form.getByRole("button", { name: "Entrar" }).click();
    await expect(form.getByText("Escribe al menos 10 letras")).toBeVisible();
    await form.getByLabel("¿Como quién?").selectOption({ label: "Lucia Ferreyra · Titular" });
    await form.getByLabel("Motivo").fill("Reclamo 4711: no ve sus turnos");
    await form.getByRole("button", { name: "Entrar" }).click();
    await page.waitForURL(`${hostOrigin("climasur")}/`);
    const banner = page.getByRole("complementary", { name: "Acceso en nombre de otra persona" });
    await expect(banner).toContainText("Lucia Ferreyra");
    await expect(banner).toContainText("Reclamo 4711");
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.goto(`${hostOrigin("climasur")}/settings/api-keys`);
    await expect(banner).toBeVisible();
    const refused = await page.evaluate(async () => {
      const answer = await fetch("/api/trpc/auth.createApiKey", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ name: "mine", scopes: ["tenant.read"] }),
      });
      return answer.status;
    });
    expect(refused).toBe(403);

    await banner.getByRole("link", { name: "Salir" }).click();
    await page.waitForURL(/\/\/admin\..*\/tenants\//);
    await expect(page.getByText("Reclamo 4711").first()).toBeVisible();
    await page.goto(`${hostOrigin("climasur")}/`);
    await expect(page).toHaveURL(/sign-in/);
  });

  test(`a reseller opens a company and its owner is invited, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await signedIn(page, "bytek", "owner");
    await page.goto(`${origin("staff", "bytek")}/settings/children`);
    await expect(page.getByRole("heading", { name: "TecnoAndes" })).toBeVisible();
    const slug = `hija-${width}-${Date.now().toString(36)}`;
    await page.getByRole("button", { name: "Abrir una empresa" }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("Nombre", { exact: true }).fill("Red Hija");
    await form.getByLabel("Dirección").fill(slug);
    await form.getByLabel("Nombre de la persona titular").fill("Noé Ruiz");
    await form.getByLabel("Correo de la persona titular").fill(`noe@${slug}.test`);
    await form.getByRole("button", { name: "Abrir e invitar" }).click();
    await expect(form.getByText(`La empresa ${slug} está abierta.`)).toBeVisible();
    await form.getByRole("button", { name: "Listo" }).click();
    await expect(page.getByText(slug)).toBeVisible();
    expect(await accessibilityProblems(page)).toEqual([]);
  });
}
