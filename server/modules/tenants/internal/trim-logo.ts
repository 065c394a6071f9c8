import { Invalid } from "@/server/kernel/errors";
import { type LogoReading, readLogo } from "@/tenants/logo-colours";
import type { LogoKind } from "../schema";

/** A logo is drawn at most 40 px high; three times that for fine screens. Icons: the largest a manifest asks for. */
const BOXES = {
  light: { width: 640, height: 160 },
  dark: { width: 640, height: 160 },
  icon: { width: 512, height: 512 },
} as const satisfies Record<LogoKind, { width: number; height: number }>;
const MAX_PIXELS = 12_600_000;
const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 };

/**
 * A picture that the files module has cleaned → PNG without its empty border, no larger than it is ever drawn; an icon
 * becomes square. With the colours it is made of. Throws `Invalid` (file_damaged).
 */
export async function trimLogo(
  kind: LogoKind,
  bytes: Uint8Array,
): Promise<{ png: Uint8Array } & LogoReading> {
  const { default: sharp } = await import("sharp");
  const open = (input: Uint8Array) => sharp(input, { limitInputPixels: MAX_PIXELS });
  try {
    // One flat colour has no border to cut: sharp refuses, and the picture stays as it is.
    const cut = await open(bytes)
      .trim({ threshold: 12 })
      .png()
      .toBuffer()
      .catch(() => bytes);
    const fit = kind === "icon" ? "contain" : "inside";
    const png = await open(cut)
      .resize({ ...BOXES[kind], fit, background: CLEAR, withoutEnlargement: kind !== "icon" })
      .png({ compressionLevel: 9 })
      .timeout({ seconds: 10 })
      .toBuffer();
    const small = open(png).resize({ width: 64, height: 64, fit: "inside" });
    const pixels = await small.ensureAlpha().toColourspace("srgb").raw().toBuffer();
    return { png, ...readLogo(pixels) };
  } catch (cause) {
    throw new Invalid("file_damaged", {}, { cause });
  }
}
