import { expect, signIn, test } from "./fixtures";
import { call, hostOrigin, login, origin } from "./product";

test("a person signs in, sees their company and signs out for good", async ({ page }) => {
  await signIn(page, "fibranet", "owner");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Ana");
  await page.getByRole("button", { name: /^Cuenta: Ana Quispe/ }).click();
  await page.getByRole("menuitem", { name: "Cerrar sesión" }).click();
  await page.waitForURL("**/sign-in");
  await page.goto(`${origin("staff", "fibranet")}/settings/audit`);
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fsettings%2Faudit$/);
});

test("after sign-in a person lands where they wanted to go", async ({ page }) => {
  const { email, password } = login("fibranet", "owner");
  await page.goto(`${origin("staff", "fibranet")}/settings/domains`);
  await page.getByLabel("Correo").fill(email);
  await page.getByLabel("Contraseña").fill(password);
  await page.getByRole("button", { name: "Ingresar" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Dominios propios");
});

test("a wrong password is refused in words that do not say whether the account exists", async ({
  page,
}) => {
  const said: (string | null)[] = [];
  for (const email of ["ana@fibranet.demo", "nobody@fibranet.demo"]) {
    await page.goto(`${origin("staff", "fibranet")}/sign-in`);
    await page.getByLabel("Correo").fill(email);
    await page.getByLabel("Contraseña").fill("not-the-password");
    await page.getByRole("button", { name: "Ingresar" }).click();
    const notice = page.getByRole("alert").filter({ hasText: /./ }).first();
    await expect(notice).toBeVisible();
    said.push(await notice.textContent());
  }
  expect(said[0]).toBe(said[1]);
});

test("a session of climasur opens nothing at fibranet", async ({ page, context }) => {
  await signIn(page, "climasur", "owner");
  const cookies = await context.cookies(origin("staff", "climasur"));
  const header = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const home = (tenant: string) =>
    call(`${origin("staff", tenant)}/`, { headers: { cookie: header } });
  expect((await home("climasur")).status).toBe(200);
  const foreign = await home("fibranet");
  expect(foreign.status).toBe(307);
  const who = await call(`${origin("staff", "fibranet")}/api/trpc/auth.whoAmI`, {
    headers: { cookie: header },
  });
  expect(JSON.parse(who.body)).toMatchObject({ result: { data: { kind: "anonymous" } } });
});

test("a role sees only what it may open, and a typed address of the rest is not found", async ({
  page,
}) => {
  await signIn(page, "fibranet", "technician");
  const menu = page.getByRole("navigation", { name: "Menú" });
  await expect(menu.getByRole("link")).toHaveText([
    "Inicio",
    "Clientes",
    "Servicios",
    "Red",
    "Catálogo",
    "Tareas en curso",
  ]);
  for (const path of ["/settings/api-keys", "/invoices", "/payments", "/collections", "/billing"]) {
    await page.goto(origin("staff", "fibranet") + path);
    const title = page.getByRole("heading", { level: 1 });
    await expect(title, path).toHaveText("No encontramos esta página");
  }
});

test("an unknown host has its own page with 404 and says nothing of others", async ({ page }) => {
  const answer = await page.goto(hostOrigin("nobody-here"));
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Aquí no hay nada");
});

test("real segments of another face, typed on a host, are not found", async () => {
  for (const [host, path] of [
    [origin("staff", "fibranet"), "/platform"],
    [origin("staff", "fibranet"), "/site"],
    [origin("site"), "/site"],
    [origin("site"), "/platform"],
    [origin("site"), "/sign-in"],
    [origin("platform"), "/platform"],
    [origin("platform"), "/settings/audit"],
  ])
    expect((await call(`${host}${path}`)).status, `${host}${path}`).toBe(404);
});

test("forged headers change neither face nor brand", async () => {
  const headers = {
    "x-tenant-kind": "platform",
    "x-tenant-name": "Climasur",
    "x-tenant-brandkey": "climasur",
    "x-forwarded-host": new URL(origin("staff", "climasur")).host,
    "x-middleware-subrequest": "middleware:middleware:middleware",
    "x-trama-path": "/evil",
  };
  const { status, body } = await call(`${origin("staff", "fibranet")}/sign-in`, { headers });
  expect(status).toBe(200);
  expect(body).toContain("FibraNet");
  expect(body).not.toContain("Climasur");
});
