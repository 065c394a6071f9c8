import sharp from "sharp";
import { enterPortal } from "./enter-portal";
import { accessibilityProblems, expect, signedIn, test } from "./fixtures";
import { origin } from "./product";

const at = (path: string) => `${origin("staff", "fibranet")}${path}`;

for (const width of [1440, 360])
  test(`a customer sends a proof, staff approve it, and the customer sees the receipt, ${width} px wide`, async ({
    page,
    browser,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await enterPortal(page);
    await page.goto(at("/portal/proofs/new"));
    const operation = `OP${Date.now()}`;
    const background = { r: Date.now() % 256, g: width % 256, b: 80 };
    const buffer = await sharp({ create: { width: 40, height: 60, channels: 3, background } })
      .png()
      .toBuffer();
    await page
      .getByLabel("Foto o PDF")
      .setInputFiles({ name: "yape.png", mimeType: "image/png", buffer });
    await page.getByLabel(/Monto pagado/).fill("12,50");
    await page.getByLabel(/Banco o billetera/).fill("Yape");
    await page.getByLabel(/N.º de operación/).fill(operation);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("button", { name: "Enviar a revisión" }).click();
    await expect(page.getByText("Recibimos tu comprobante")).toBeVisible();
    await page.goto(at("/portal/proofs"));
    await expect(page.getByText(operation)).toBeVisible();
    await expect(page.getByText("En revisión").first()).toBeVisible();

    const desk = await browser.newContext({ locale: "es-PE", viewport: { width, height: 800 } });
    const staff = await desk.newPage();
    await signedIn(staff, "fibranet", "owner");
    await staff.goto(at(`/payments/proofs?q=${operation}`));
    await staff.locator('a[href^="/payments/proofs/"]').first().click();
    await staff.waitForURL(/\/payments\/proofs\/[0-9a-f-]{36}$/);
    await expect(staff.getByRole("img", { name: "Imagen del comprobante" })).toBeVisible();
    expect(await accessibilityProblems(staff)).toEqual([]);
    await staff.getByRole("button", { name: "Aprobar", exact: true }).click();
    await staff.getByRole("dialog").getByRole("button", { name: "Aprobar", exact: true }).click();
    await expect(staff.getByRole("dialog")).toBeHidden();
    await expect(staff.getByText("Aprobado").first()).toBeVisible();
    await desk.close();

    await page.reload();
    await expect(page.getByText(/^Recibo \S+/).first()).toBeVisible();
  });

test("whoever has a link sends a proof without signing in, and staff see by which way it came", async ({
  page,
  browser,
}, { project }) => {
  await signedIn(page, "fibranet", "owner");
  await page.goto(at("/invoices?owed=yes&sort=issuedOn"));
  await page.locator('a[href^="/invoices/"]:not([href="/invoices/new"])').first().click();
  await page.waitForURL(/\/invoices\/[0-9a-f-]{36}$/);
  await page.getByRole("button", { name: "Enlace de pago" }).click();
  const code = page.getByRole("dialog").getByLabel("Enlace de pago", { exact: true });
  await expect(code).toContainText("/pay/");
  const address = (await code.textContent()) ?? "";
  const visitor = await browser.newContext({ locale: "es-PE", viewport: page.viewportSize() });
  const there = await visitor.newPage();
  await there.goto(address);
  await expect(
    there.getByLabel("Tu referencia: escríbela en la transferencia", { exact: true }),
  ).toHaveText(/^\d{6,}$/);
  await there.getByRole("button", { name: /¿Ya pagaste\?/ }).click();
  const background = { r: Date.now() % 256, g: project.name.length, b: 40 };
  const buffer = await sharp({ create: { width: 40, height: 60, channels: 3, background } })
    .png()
    .toBuffer();
  const operation = `LK${Date.now()}`;
  await there
    .getByLabel("Foto o PDF")
    .setInputFiles({ name: "bcp.png", mimeType: "image/png", buffer });
  await there.getByLabel(/Monto pagado/).fill("1,50");
  await there.getByLabel(/N.º de operación/).fill(operation);
  expect(await accessibilityProblems(there)).toEqual([]);
  await there.getByRole("button", { name: "Enviar a revisión" }).click();
  await expect(there.getByText("Recibimos tu comprobante").first()).toBeVisible();
  await visitor.close();
  await page.goto(at(`/payments/proofs?q=${operation}`));
  await page.locator('a[href^="/payments/proofs/"]').first().click();
  await expect(page.getByText("Página de pago")).toBeVisible();
});
