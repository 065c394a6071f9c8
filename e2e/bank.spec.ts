import { accessibilityProblems, expect, signedIn, test } from "./fixtures";
import { origin } from "./product";

const at = (path: string) => `${origin("staff", "fibranet")}${path}`;

for (const width of [1440, 360])
  test(`a bank's statement is uploaded once, a credit is given to a customer and taken back, ${width} px wide`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await signedIn(page, "fibranet", "owner");
    await page.goto(at("/payments/bank/upload"));
    const mark = `QX${Date.now()}${width}`;
    // Yesterday: the company's day may not have begun where this runs.
    const day = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
    const statement = [
      "Extracto de FibraNet",
      "Fecha;Descripción;N° operación;Cargo;Abono",
      `${day.split("-").toReversed().join("/")};DEPOSITO ${mark};;;3,33`,
      `${day.split("-").toReversed().join("/")};COMISION ${mark};;1,00;`,
      "Saldo final;;;;",
    ].join("\r\n");
    const file = {
      name: "bcp.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(statement, "latin1"),
    };
    const upload = async () => {
      await page.goto(at("/payments/bank/upload"));
      await page.getByLabel("Archivo CSV o Excel").setInputFiles(file);
      await page.getByRole("button", { name: "Probar sin guardar" }).click();
    };
    await upload();
    await expect(page.getByText("Línea 5", { exact: false })).toBeVisible();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("button", { name: "Importar 2 filas" }).click();
    await expect(page.getByRole("link", { name: "Ver movimientos" })).toBeVisible();
    await expect(page.getByRole("button", { name: /Descargar la fila rechazada/ })).toBeVisible();

    await upload();
    await expect(page.getByText(/2 ya estaban aquí/)).toBeVisible();

    await page.goto(at(`/payments/bank?q=DEPOSITO+${mark}`));
    await page.getByRole("link", { name: `DEPOSITO ${mark}` }).click();
    await page.waitForURL(/\/payments\/bank\/[0-9a-f-]{36}$/);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("button", { name: "Elegir cliente" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox").fill("a");
    await dialog.getByRole("option").first().click();
    await dialog.getByRole("button", { name: "Registrar el pago" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText("Registrado", { exact: true }).first()).toBeVisible();

    await page.getByRole("button", { name: "Deshacer" }).click();
    await dialog.getByLabel("Motivo").fill("no era de este cliente");
    await dialog.getByRole("button", { name: "Deshacer" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("button", { name: "Elegir cliente" })).toBeVisible();
    await page.getByRole("button", { name: "Descartar" }).click();
    await dialog.getByLabel("Motivo").fill("prueba del equipo");
    await dialog.getByRole("button", { name: "Descartar" }).click();
    await expect(page.getByText("prueba del equipo").first()).toBeVisible();
  });
