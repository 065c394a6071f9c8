import { deflateSync, crc32 } from "node:zlib";
import sharp from "sharp";
import { expect, test } from "vitest";
import { workbook, zipOf } from "@/server/testing/zip";
import { acceptUpload } from "./accept-upload";
import { withinMs } from "@/server/testing/within-ms";

const image = (format: "jpeg" | "png" | "webp", width = 40, height = 20) => {
  const plain = sharp({ create: { width, height, channels: 3, background: "#c33" } });
  return plain.toFormat(format).toBuffer();
};
const text = (value: string) => new TextEncoder().encode(value);
/** Why it was refused, by the error's key. */
const refusal = (name: string, bytes: Uint8Array): Promise<string> =>
  acceptUpload(name, bytes).then(
    () => "taken",
    (error: { key: string }) => error.key,
  );

/** A PNG of any claimed size in a few hundred bytes. */
function pngBomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const rows = chunk("IDAT", deflateSync(Buffer.alloc(100_000)));
  return Buffer.concat([magic, chunk("IHDR", header), rows, chunk("IEND", Buffer.alloc(0))]);
}

test("pictures come out as pictures of the same kind and size", async () => {
  for (const format of ["jpeg", "png", "webp"] as const) {
    const { bytes, mediaType } = await acceptUpload(`a.${format}`, await image(format));
    const { width, height, format: out } = await sharp(bytes).metadata();
    expect({ width, height, out, mediaType }).toEqual({
      width: 40,
      height: 20,
      out: format,
      mediaType: `image/${format}`,
    });
  }
});

test("place, camera and orientation tag are gone; the picture stands as its camera meant", async () => {
  const tagged = await sharp(await image("jpeg"))
    .withExif({
      IFD0: { Make: "Acme", Copyright: "someone" },
      IFD3: { GPSLatitude: "12/1 2/1 3/1" },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  expect((await sharp(tagged).metadata()).orientation).toBe(6);
  const { bytes } = await acceptUpload("photo.jpg", tagged);
  const { exif, icc, xmp, orientation, width, height } = await sharp(bytes).metadata();
  expect([exif, icc, xmp, orientation]).toEqual([undefined, undefined, undefined, undefined]);
  expect([width, height]).toEqual([20, 40]);
});

test("a second file behind or inside a picture does not survive", async () => {
  const script = "<script>alert(document.domain)</script>";
  const behind = Buffer.concat([await image("png"), Buffer.from(script)]);
  const zipped = Buffer.concat([await image("jpeg"), zipOf([{ name: "x.js", data: script }])]);
  const jpeg = await image("jpeg");
  const comment = Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from([0xff, 0xfe, 0, script.length + 2]),
    Buffer.from(script),
    jpeg.subarray(2),
  ]);
  for (const [name, bytes] of [
    ["a.png", behind],
    ["b.jpg", zipped],
    ["c.jpg", comment],
  ] as const) {
    expect(bytes.includes("alert(")).toBe(true);
    const kept = Buffer.from((await acceptUpload(name, bytes)).bytes);
    expect(kept.includes("alert(")).toBe(false);
    expect(kept.includes("PK\u0003\u0004")).toBe(false);
  }
});

test("a pixel bomb is refused by its header, before a pixel is decoded", async () => {
  const startedAtMs = performance.now();
  for (const [width, height] of [
    [50_000, 50_000],
    [12_001, 1],
    [4_000, 4_000],
  ] as const)
    expect(await refusal("bomb.png", pngBomb(width, height))).toBe("image_too_large");
  expect(await refusal("bomb.png", pngBomb(2 ** 31 - 1, 2 ** 31 - 1))).toBe("file_damaged");
  expect(performance.now() - startedAtMs).toBeLessThan(withinMs(2_000));
});

test("a damaged picture, or one that only starts like one, is refused", async () => {
  const whole = await image("png", 300, 300);
  expect(await refusal("cut.png", whole.subarray(0, whole.length / 2))).toBe("file_damaged");
  expect(
    await refusal("html.png", Buffer.concat([whole.subarray(0, 8), Buffer.from("<html>")])),
  ).toBe("file_damaged");
  expect(await refusal("fake.jpg", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]))).toBe(
    "file_damaged",
  );
  expect(await refusal("fake.webp", Buffer.from("RIFF\0\0\0\0WEBP<svg onload=alert(1)>"))).toBe(
    "file_damaged",
  );
});

test("SVG, HTML and every unknown type are refused, whatever they are called", async () => {
  const svg = text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  expect(await refusal("logo.svg", svg)).toBe("file_type_refused");
  expect(await refusal("logo.png", svg)).toBe("file_type_refused");
  expect(await refusal("logo.txt", svg)).toBe("file_type_refused");
  expect(await refusal("logo.csv", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), svg]))).toBe(
    "file_type_refused",
  );
  expect(await refusal("page.txt", text("  \n<!DOCTYPE html><html>"))).toBe("file_type_refused");
  expect(await refusal("run.exe", text("MZ\u0090"))).toBe("file_type_refused");
  expect(await refusal("anim.gif", text("GIF89a"))).toBe("file_type_refused");
  expect(await refusal("noname", text("hello"))).toBe("file_type_refused");
});

test("a name that promises something else than the content is refused", async () => {
  expect(await refusal("invoice.pdf", await image("png"))).toBe("file_type_mismatch");
  expect(await refusal("photo.jpg", text("%PDF-1.7\n%%EOF"))).toBe("file_type_mismatch");
  expect(await refusal("table.csv", workbook())).toBe("file_type_mismatch");
  expect((await acceptUpload("photo.png", await image("jpeg"))).name).toBe("photo.jpg");
});

test("text comes out as UTF-8, from the encodings that spreadsheets write", async () => {
  const wanted = "código;año\n1;Ñandú €\n";
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(wanted, "utf16le")]);
  const latin = Buffer.from("código;año\n1;Ñandú \u0080\n", "latin1");
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), text(wanted)]);
  for (const bytes of [text(wanted), utf16, latin, marked]) {
    const accepted = await acceptUpload("clientes.csv", bytes);
    expect(Buffer.from(accepted.bytes).toString()).toBe(wanted);
    expect(accepted.mediaType).toBe("text/csv");
  }
  expect(await refusal("binary.txt", Buffer.from([65, 0, 66]))).toBe("file_type_refused");
  expect(await refusal("odd.txt", Buffer.from([0xff, 0xfe, 0x00, 0xd8]))).toBe("file_type_refused");
});

test("a PDF passes whole, and not with something behind it", async () => {
  const pdf = "%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n";
  expect((await acceptUpload("a.pdf", text(pdf))).mediaType).toBe("application/pdf");
  expect(await refusal("a.pdf", Buffer.concat([text(pdf), zipOf([{ name: "x" }])]))).toBe(
    "file_damaged",
  );
  expect(await refusal("a.pdf", text("%PDF-1.7 no end"))).toBe("file_damaged");
  expect(await refusal("a.pdf", text("%PDF-<script>%%EOF"))).toBe("file_damaged");
});

test("a workbook passes; macros, traversal, bombs, encryption and hidden tails do not", async () => {
  expect((await acceptUpload("a.xlsx", workbook())).bytes).toEqual(workbook());
  expect(await refusal("a.xlsx", zipOf([{ name: "word/document.xml" }]))).toBe("file_type_refused");
  expect(await refusal("a.xlsx", workbook([{ name: "xl/vbaProject.bin" }]))).toBe(
    "file_type_refused",
  );
  for (const name of ["../evil", "xl/../../evil", "/etc/passwd", "C:/x", "a\\b"])
    expect(await refusal("a.xlsx", workbook([{ name }]))).toBe("file_damaged");
  expect(await refusal("a.xlsx", workbook([{ name: "xl/a", unpackedBytes: 4e9 }]))).toBe(
    "file_damaged",
  );
  expect(await refusal("a.xlsx", workbook([{ name: "xl/a", encrypted: true }]))).toBe(
    "file_damaged",
  );
  expect(await refusal("a.xlsx", workbook([{ name: "xl/workbook.xml" }]))).toBe("file_damaged");
  expect(await refusal("a.xlsx", Buffer.concat([workbook(), text("tail")]))).toBe("file_damaged");
  expect(await refusal("a.xlsx", workbook().subarray(0, 60))).toBe("file_damaged");
});

test("empty and too large files are refused before anything looks inside", async () => {
  expect(await refusal("a.txt", new Uint8Array())).toBe("file_empty");
  expect(await refusal("a.txt", new Uint8Array(5 * 1024 * 1024 + 1).fill(65))).toBe(
    "file_too_large",
  );
  const most = await acceptUpload("a.txt", new Uint8Array(5 * 1024 * 1024).fill(65));
  expect(most.bytes.length).toBe(5 * 1024 * 1024);
});
