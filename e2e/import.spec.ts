import { readFile } from "node:fs/promises";
import { accessibilityProblems, expect, signedIn, test } from "./fixtures";
import { origin } from "./product";

test("301 customers with three bad rows and one that shares an address: dry run, run, the failed rows as a file, undo", async ({
  page,
}) => {
  const tag = Date.now().toString(36);
  const rows = Array.from(
    { length: 297 },
    (_, i) => `Cliente ${i};i${i}.${tag}@importado.demo;Lima`,
  );
  rows.push("Sin correo válido;no-es-correo;Lima", `;x.${tag}@importado.demo;Lima`);
  rows.push(`Cliente 0;i0.${tag}@importado.demo;Lima`);
  rows.push(`Hermano;i0.${tag}@importado.demo;Lima`);
  const text = `Nombre;Correo;Ciudad\r\n${rows.join("\r\n")}\r\n`;
  await signedIn(page, "fibranet", "owner");
  await page.goto(`${origin("staff", "fibranet")}/imports/customers`);
  await page.getByLabel("Archivo CSV o Excel (.xlsx)").setInputFiles({
    name: "clientes.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(text, "latin1"),
  });
  await expect(page.getByText("clientes.csv tiene 301 filas")).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Probar sin guardar" }).click();
  await expect(page.getByText("298 se importarán y 3 tienen problemas")).toBeVisible();
  await expect(page.getByText("1 fila se importará, pero conviene mirarla.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Filas que conviene mirar" })).toContainText(
    "Hermano",
  );
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Importar 298 filas" }).click();
  await expect(page.getByText("Se importaron 298; 3 filas fueron rechazadas.")).toBeVisible({
    timeout: 30_000,
  });
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Descargar las 3 filas rechazadas" }).click();
  const failed = await readFile((await (await download).path()) ?? "", "utf8");
  expect(failed.trim().split("\r\n")).toHaveLength(4);
  // Left and found again by its address.
  await page.reload();
  await page.getByRole("button", { name: "Deshacer la importación" }).click();
  await expect(page.getByText("Se deshicieron 298 y se conservaron 0")).toBeVisible({
    timeout: 30_000,
  });
});

test("the example file is taken as it is, and the columns that were chosen by hand are remembered", async ({
  page,
}) => {
  await signedIn(page, "fibranet", "owner");
  await page.goto(`${origin("staff", "fibranet")}/imports/customers`);
  const file = page.getByLabel("Archivo CSV o Excel (.xlsx)");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Descargar un ejemplo" }).click();
  const example = await download;
  await file.setInputFiles({
    name: example.suggestedFilename(),
    mimeType: "text/csv",
    buffer: await readFile((await example.path()) ?? ""),
  });
  await page.getByRole("button", { name: "Probar sin guardar" }).click();
  await expect(page.getByText(/3 se importarán y 0 tienen problemas/)).toBeVisible();

  const odd = {
    name: "raro.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("Quién;Dónde\r\nZoila Prueba;Lima\r\n", "latin1"),
  };
  await page.goto(`${origin("staff", "fibranet")}/imports/customers`);
  await file.setInputFiles(odd);
  await page.getByLabel("Nombre o razón social").selectOption({ label: "Quién" });
  await page.getByRole("button", { name: "Probar sin guardar" }).click();
  await expect(page.getByText(/1 se importará y 0 tienen problemas/)).toBeVisible();
  await page.goto(`${origin("staff", "fibranet")}/imports/customers`);
  await file.setInputFiles(odd);
  await expect(page.getByText("Usamos las columnas que elegiste la última vez.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Probar sin guardar" })).toBeEnabled();
});
