import { readFile } from "node:fs/promises";
import { accessibilityProblems, expect, signedIn, test } from "./fixtures";
import { origin } from "./product";

test("300 customers with three bad rows: dry run, run, the failed rows as a file, undo", async ({
  page,
}) => {
  const tag = Date.now().toString(36);
  const rows = Array.from(
    { length: 297 },
    (_, i) => `Cliente ${i};i${i}.${tag}@importado.demo;Lima`,
  );
  rows.push("Sin correo válido;no-es-correo;Lima", `;x.${tag}@importado.demo;Lima`);
  rows.push(`Repetido;i0.${tag}@importado.demo;Lima`);
  const text = `Nombre;Correo;Ciudad\r\n${rows.join("\r\n")}\r\n`;
  await signedIn(page, "fibranet", "owner");
  await page.goto(`${origin("staff", "fibranet")}/imports/customers`);
  await page.getByLabel("Archivo CSV o Excel (.xlsx)").setInputFiles({
    name: "clientes.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(text, "latin1"),
  });
  await expect(page.getByText("clientes.csv tiene 300 filas")).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Probar sin guardar" }).click();
  await expect(page.getByText("297 se importarán y 3 tienen problemas")).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Importar 297 filas" }).click();
  await expect(page.getByText("Se importaron 297; 3 filas fueron rechazadas.")).toBeVisible({
    timeout: 30_000,
  });
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Descargar las 3 filas rechazadas" }).click();
  const failed = await readFile((await (await download).path()) ?? "", "utf8");
  expect(failed.trim().split("\r\n")).toHaveLength(4);
  // Left and found again by its address.
  await page.reload();
  await page.getByRole("button", { name: "Deshacer la importación" }).click();
  await expect(page.getByText("Se deshicieron 297 y se conservaron 0")).toBeVisible({
    timeout: 30_000,
  });
});
