import { extractText, getDocumentProxy } from "unpdf";
import { expect, test } from "vitest";
import { debtScene } from "@/server/testing/debts";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { previewDocument } from "./preview-document";

const asked = (footer = "Hasta pronto {{name}}") =>
  ({ template: "billing.invoice", locale: "es", content: { header: "", footer } }) as const;

test("the words being tried stand on a whole real document, and on its PDF; nothing is saved", async () => {
  const tenant = await mintTenant();
  const { ctx } = await mintStaff(tenant, "owner");
  expect(await previewDocument(ctx, asked())).toBeNull();
  const scene = debtScene(tenant.ctx);
  const rosa = await scene.customer({ name: "Rosa" });
  const luis = await scene.customer({ name: "Luis" });
  await scene.invoice(rosa, { dueOn: "2026-01-10", total: 12_345 });
  await scene.invoice(luis, { dueOn: "2026-01-10", total: 500 });
  const found = await previewDocument(ctx, { ...asked(), recordId: rosa });
  expect(found?.sheet.totals.map(({ value }) => value).join(" ")).toContain("123.45");
  const { base64 } = found?.pdf ?? { base64: "" };
  const pdf = await getDocumentProxy(new Uint8Array(Buffer.from(base64, "base64")));
  const { text } = await extractText(pdf, { mergePages: true });
  expect(text).toContain("Hasta pronto");
  expect(text).toContain("123.45");
  await expect(previewDocument(ctx, asked("{{nadie}}"))).rejects.toMatchObject({
    key: "template_invalid",
  });
});

test("a document of another company, or of a customer out of reach, is not shown", async () => {
  const tenant = await mintTenant();
  const stranger = await mintStaff(await mintTenant(), "owner");
  const scene = debtScene(tenant.ctx);
  const rosa = await scene.customer({ name: "Rosa" });
  await scene.invoice(rosa, { dueOn: "2026-01-10", total: 12_345 });
  await expect(previewDocument(stranger.ctx, { ...asked(), recordId: rosa })).rejects.toMatchObject(
    { key: "not_found" },
  );
  expect(await previewDocument(stranger.ctx, asked())).toBeNull();
  for (const template of ["billing.creditNote", "billing.receipt"] as const)
    expect(
      await previewDocument((await mintStaff(tenant, "owner")).ctx, {
        ...asked("Gracias"),
        template,
      }),
    ).toBeNull();
  const statement = await previewDocument((await mintStaff(tenant, "owner")).ctx, {
    ...{ ...asked("Gracias"), template: "billing.statement", recordId: rosa },
  });
  expect(statement?.sheet.after).toBe("Gracias");
});
