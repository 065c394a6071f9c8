import fc from "fast-check";
import { expect, test } from "vitest";
import { agrees, attachmentHeader, MEDIA_TYPES, type MediaType, safeName, sniff } from "./rules";

const types = Object.keys(MEDIA_TYPES) as MediaType[];
const anyName = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom("..", "/", "\\", ".", "\0", "\r\n", "\u202e", "a", " ", '"', "ñ"),
  }),
);

test("whatever a file is called, its stored name is one plain name with the true extension", () => {
  fc.assert(
    fc.property(anyName, fc.constantFrom(...types), (name, type) => {
      const safe = safeName(name, type);
      expect(safe).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\<>:"|?*]/u);
      expect(safe).not.toMatch(/^\.|\.\./u.test(name) ? /^\./ : /^\.{1,2}$/);
      expect(safe.length).toBeGreaterThan(4);
      expect([...safe].length).toBeLessThanOrEqual(110);
      expect(MEDIA_TYPES[type]).toContain(safe.split(".").pop());
    }),
    { numRuns: 2000 },
  );
});

test("names keep what people wrote", () => {
  expect(safeName("Factura Ñuñoa (1).PDF", "application/pdf")).toBe("Factura Ñuñoa (1).pdf");
  expect(safeName("C:\\fotos\\..\\casa.jpeg", "image/jpeg")).toBe("casa.jpeg");
  expect(safeName("../../etc/passwd", "text/plain")).toBe("passwd.txt");
  expect(safeName("photo\u202egpj.exe", "image/png")).toBe("photo gpj.png");
  expect(safeName("v1.2", "application/pdf")).toBe("v1.pdf");
  expect(safeName("", "text/csv")).toBe("file.csv");
});

test("a disposition header is one line of ASCII that always saves", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (name) => {
      const header = attachmentHeader(safeName(name, "text/plain"));
      expect(header).toMatch(/^attachment; filename="[A-Za-z0-9._ -]+"; filename\*=UTF-8''[!-~]+$/);
    }),
  );
});

test("only the magic bytes of our types are known", () => {
  expect(sniff(Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"))).toBe("image/png");
  expect(sniff(Buffer.from("RIFF\0\0\0\0WEBPVP8 "))).toBe("image/webp");
  for (const start of ["RIFF\0\0\0\0WAVE", "GIF89a", "<svg", "MZ", "", "%PD", "\u00ff\u00d8"])
    expect(sniff(Buffer.from(start, "latin1"))).toBeUndefined();
});

test("a name may not promise another kind of file", () => {
  expect(agrees("png", "image/jpeg")).toBe(true);
  expect(agrees("", "application/pdf")).toBe(true);
  expect(agrees("pdf", "image/jpeg")).toBe(false);
  expect(agrees("html", "image/png")).toBe(false);
  expect(agrees("xlsm", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")).toBe(
    false,
  );
});
