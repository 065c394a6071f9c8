import { createHash } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import fc from "fast-check";
import sharp from "sharp";
import { extractText, getDocumentProxy, getMeta } from "unpdf";
import { expect, test, vi } from "vitest";
import { flattenLogo } from "./flatten-logo";
import { type Letter, renderLetter } from "./render-letter";
import { winAnsi } from "./win-ansi";

const text = (words: string) => [{ kind: "text" as const, text: words }];
const letter = (over: Partial<Letter> = {}): Letter => ({
  title: "Te damos la bienvenida, Ñusta Peñafiel",
  locale: "es",
  at: new Date("2026-03-14T15:09:00Z"),
  date: "14 de marzo de 2026",
  head: {
    name: "FibraNet",
    text: "#0b5fa5",
    fill: "#0b7ad1",
    logo: null,
    header: "FibraNet S.A.C.",
    footer: "Av. Arequipa 1234, Lima · +51 1 234 5678",
  },
  blocks: [
    { kind: "heading", children: text("Tu cuenta en línea") },
    {
      kind: "paragraph",
      children: [
        ...text("¿Quién? Çà ãõ: «coração», 12 €. "),
        { kind: "strong", children: text("Negrita") },
        { kind: "link", children: text("enlace"), href: "https://x.pe/a" },
      ],
    },
    { kind: "list", items: [text("Uno"), text("Dos")] },
    { kind: "button", children: text("Entrar"), href: "https://fibranet.example/portal" },
  ],
  qr: "https://fibranet.example/portal",
  ...over,
});

// unpdf takes the buffer it is given for its own: each reading gets a copy.
const open = (bytes: Uint8Array) => getDocumentProxy(new Uint8Array(bytes));
const read = async (bytes: Uint8Array) =>
  (await extractText(await open(bytes), { mergePages: true })).text.replaceAll(/\s+/g, " ");

test("accents of the three languages, particulars and page numbers can be read back from the PDF", async () => {
  const words = await read(await renderLetter(letter()));
  for (const some of [
    "Te damos la bienvenida, Ñusta Peñafiel",
    "Tu cuenta en línea",
    "¿Quién? Çà ãõ: «coração», 12 €.",
    "Negrita",
    "• Dos",
    "https://fibranet.example/portal",
    "FibraNet S.A.C.",
    "Av. Arequipa 1234",
    "1 / 1",
    "14 de marzo de 2026",
  ])
    expect(words).toContain(some);
});

test("it is tagged, has its title and language, A4, and standard fonts only", async () => {
  const bytes = await renderLetter(letter());
  const raw = Buffer.from(bytes).toString("latin1");
  expect(raw.startsWith("%PDF-1.7")).toBe(true);
  expect(raw).toContain("/Lang (es)");
  expect(raw).toContain("/MarkInfo");
  expect(raw).toContain("/StructTreeRoot");
  expect(raw).not.toMatch(/\/FontFile|\/JavaScript|\/OpenAction|\/EmbeddedFile/);
  const fonts = [...raw.matchAll(/\/BaseFont \/([\w-]+)/g)].map((match) => match[1]);
  expect(fonts.length).toBeGreaterThan(0);
  expect(fonts.filter((font) => !font?.startsWith("Helvetica"))).toEqual([]);
  const pdf = await open(bytes);
  const { info } = await getMeta(pdf);
  expect(info).toMatchObject({ Title: letter().title, Author: "FibraNet", Producer: "FibraNet" });
  expect((await pdf.getPage(1)).view).toEqual([0, 0, 595.28, 841.89]);
});

test("the same letter is the same bytes, today and tomorrow; this one's hash is known", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2030-01-01T00:00:00Z") });
  const one = await renderLetter(letter());
  vi.setSystemTime(new Date("2031-05-05T05:05:05Z"));
  const other = await renderLetter(letter());
  vi.useRealTimers();
  const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
  expect(hash(one)).toBe(hash(other));
  expect(hash(one).slice(0, 16)).toBe("53859029531e3eea");
});

test("drawing opens no socket and reads no file but pdfkit's own fonts", async () => {
  const connect = vi.spyOn(net.Socket.prototype, "connect");
  const readFile = vi.spyOn(fs, "readFileSync");
  const openFile = vi.spyOn(fs, "open");
  await renderLetter(letter());
  expect(connect).not.toHaveBeenCalled();
  expect(openFile).not.toHaveBeenCalled();
  for (const [path] of readFile.mock.calls) expect(String(path)).toMatch(/node_modules\/pdfkit\//);
});

test("a long letter goes on over pages, each under the letterhead and numbered", async () => {
  const blocks = Array.from({ length: 60 }, (_, n) => ({
    kind: "paragraph" as const,
    children: text(`Párrafo ${n} `.repeat(12)),
  }));
  const bytes = await renderLetter(letter({ blocks }));
  const { numPages } = await open(bytes);
  expect(numPages).toBeGreaterThan(2);
  const words = await read(bytes);
  for (let page = 1; page <= numPages; page++) expect(words).toContain(`${page} / ${numPages}`);
  expect(words).toContain("Párrafo 59");
});

test("a logo with transparency is flattened on white, once", async () => {
  const png = await sharp({
    create: {
      width: 200,
      height: 60,
      channels: 4,
      background: { r: 10, g: 90, b: 200, alpha: 0.5 },
    },
  })
    .png()
    .toBuffer();
  const [one, other] = await Promise.all([flattenLogo(png), flattenLogo(png)]);
  expect(one).toBe(other);
  expect(await sharp(one).metadata()).toMatchObject({ format: "jpeg", hasAlpha: false });
  const bytes = await renderLetter(letter({ head: { ...letter().head, logo: one } }));
  expect(Buffer.from(bytes).toString("latin1")).toContain("/DCTDecode");
});

test("no text breaks the drawing: what Helvetica has not becomes its bare letter or a question mark", async () => {
  expect(winAnsi("Łódź ñandú ção 10\u202f€ 漢 😀 ā")).toBe("?ódz ñandú ção 10 € ? ? a");
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 60 }), async (words) => {
      const bytes = await renderLetter(
        letter({ title: words, blocks: [{ kind: "paragraph", children: text(words) }] }),
      );
      expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe("%PDF-");
    }),
    { numRuns: 40 },
  );
});
