import type { Sharp } from "sharp";
import { Invalid } from "@/server/kernel/errors";
import { MAX_PIXELS, MAX_SIDE_PIXELS, type Raster } from "../rules";
import { inTurn } from "./in-turn";

const FORMATS: Record<Raster, { format: string; write: (image: Sharp) => Sharp }> = {
  "image/jpeg": { format: "jpeg", write: (image) => image.jpeg({ quality: 88 }) },
  "image/png": { format: "png", write: (image) => image.png() },
  "image/webp": { format: "webp", write: (image) => image.webp({ quality: 88 }) },
};

/**
 * Decodes a picture and writes it anew, turned as its camera meant: pixels survive, everything else (place, camera,
 * thumbnails, a second file behind it, further frames) does not. Its size is read from the header before any pixel
 * is decoded. Throws `Invalid` (image_too_large, file_damaged).
 */
export async function reencodeImage(type: Raster, bytes: Uint8Array): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  const { format, write } = FORMATS[type];
  const open = () => sharp(bytes, { failOn: "error", limitInputPixels: MAX_PIXELS });
  const header = await open()
    .metadata()
    .catch((cause: unknown) => {
      throw refusal(cause);
    });
  const { width = 0, height = 0 } = header;
  if (width * height > MAX_PIXELS || Math.max(width, height) > MAX_SIDE_PIXELS) throw tooLarge();
  if (header.format !== format) throw new Invalid("file_damaged");
  return inTurn(() => write(open().autoOrient()).timeout({ seconds: 10 }).toBuffer()).catch(
    (cause: unknown) => {
      throw refusal(cause);
    },
  );
}

const tooLarge = (cause?: unknown) =>
  new Invalid("image_too_large", { megapixels: 12, side: MAX_SIDE_PIXELS }, { cause });

function refusal(cause: unknown): Invalid {
  const text = cause instanceof Error ? cause.message : "";
  return /pixel limit/i.test(text) ? tooLarge(cause) : new Invalid("file_damaged", {}, { cause });
}
