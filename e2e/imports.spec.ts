import { accessibilityProblems, expect, signedIn, test } from "./fixtures";
import { origin } from "./product";

for (const width of [1440, 360])
  test(`at ${width} px, balances of an old system come in only when they add up to its control total, and can be taken back`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await signedIn(page, "climasur", "owner");
    await page.goto(`${origin("staff", "climasur")}/imports`);
    await page.getByRole("link", { name: "Saldos iniciales" }).click();
    const lines = ["Cliente;Saldo;Vencimiento", "1;1.500,50;15/10/2026", "2;200;", "999999;10;"];
    await page.getByLabel("Archivo CSV o Excel (.xlsx)").setInputFiles({
      name: "saldos.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(lines.join("\r\n"), "latin1"),
    });
    await page.getByRole("button", { name: "Probar sin guardar" }).click();
    await expect(page.getByText("No hay un cliente con ese dato.")).toBeVisible();
    expect(await accessibilityProblems(page)).toEqual([]);
    const start = page.getByRole("button", { name: "Importar 2 filas" });
    await page.getByLabel(/Total de control en ARS/).fill("1700,51");
    await expect(page.getByText(/Faltan .*0,01/)).toBeVisible();
    await expect(start).toBeDisabled();
    await page.getByLabel(/Total de control en ARS/).fill("1700,50");
    await start.click();
    await expect(page.getByText("Se importaron 2; 1 fila fue rechazada.")).toBeVisible({
      timeout: 30_000,
    });
    await page.getByRole("button", { name: "Deshacer la importación" }).click();
    await expect(page.getByText("Se deshicieron 2 y se conservaron 0")).toBeVisible({
      timeout: 30_000,
    });
  });
