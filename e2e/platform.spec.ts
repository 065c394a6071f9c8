import { expect, signedIn, test } from "./fixtures";
import { call, hostOrigin, origin } from "./product";

test("the platform makes a tenant, suspends it with a reason and opens it again", async ({
  page,
}) => {
  const slug = `prueba-${Date.now().toString(36)}`;
  await signedIn(page, null, "platform");
  await page.goto(origin("platform"));
  await page.getByRole("button", { name: "Crear empresa" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Nombre", { exact: true }).fill("Prueba Norte");
  await form.getByLabel("Dirección").fill(slug);
  await form.getByLabel("Nombre de la persona titular").fill("Pía Ñahui");
  await form.getByLabel("Correo de la persona titular").fill(`pia@${slug}.test`);
  await form.getByRole("button", { name: "Crear empresa" }).click();
  await expect(form.getByText(`La empresa ${slug} está lista.`)).toBeVisible();
  await form.getByRole("button", { name: "Listo" }).click();

  await page.getByLabel("Buscar por nombre o dirección").fill(slug);
  await page.getByRole("link", { name: "Prueba Norte" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Prueba Norte");
  expect((await call(`${hostOrigin(slug)}/sign-in`)).status).toBe(200);

  await page.getByRole("button", { name: "Suspender" }).click();
  const confirm = page.getByRole("dialog");
  await confirm.getByRole("button", { name: "Suspender" }).click();
  await expect(confirm.getByText("Escribe al menos 3 letras.")).toBeVisible();
  await confirm.getByLabel("Motivo").fill("Prueba de suspensión");
  await confirm.getByRole("button", { name: "Suspender" }).click();
  await expect(page.getByRole("main").getByText("Suspendido")).toBeVisible();

  const visitor = await page.context().newPage();
  await expect
    .poll(async () => (await visitor.goto(hostOrigin(slug)))?.status(), { timeout: 30_000 })
    .toBe(503);
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveText(
    "Este espacio está suspendido",
  );
  await expect(visitor.getByText("Prueba Norte")).toBeVisible();
  await visitor.close();

  await page.getByRole("button", { name: "Reactivar" }).click();
  await page.getByRole("dialog").getByLabel("Motivo").fill("Fin de la prueba");
  await page.getByRole("dialog").getByRole("button", { name: "Reactivar" }).click();
  await expect(page.getByRole("main").getByText("Activo")).toBeVisible();
});

test("panic for everybody is switched on with a reason and ended", async ({ page }) => {
  await signedIn(page, null, "platform");
  await page.goto(origin("platform"));
  await page.getByRole("link", { name: "Freno de emergencia" }).click();
  await page.getByRole("button", { name: "Frenar" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("¿Qué se frena?").selectOption("dunning");
  await form.getByLabel("Motivo").fill("Ensayo de freno");
  await form.getByRole("button", { name: "Frenar" }).click();
  await expect(page.getByText("Ensayo de freno")).toBeVisible();
  await page.getByRole("button", { name: "Quitar el freno" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Quitar el freno" }).click();
  await expect(page.getByText("Nada está frenado")).toBeVisible();
});

test("tenant staff cannot sign in on the admin host", async ({ page }) => {
  await page.goto(`${origin("platform")}/sign-in`);
  await page.getByLabel("Correo").fill("ana@fibranet.demo");
  await page.getByLabel("Contraseña").fill("trama-demo-2026");
  await page.getByRole("button", { name: "Ingresar" }).click();
  await expect(page.getByText("El correo o la contraseña no coinciden.")).toBeVisible();
});
