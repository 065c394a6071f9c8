import { Invalid } from "@/server/kernel/errors";
import {
  agrees,
  extensionOf,
  isRaster,
  MAX_UPLOAD_BYTES,
  type MediaType,
  safeName,
  sniff,
  XLSX,
} from "../rules";
import { checkPdf } from "./check-pdf";
import { checkXlsx } from "./check-xlsx";
import { cleanText } from "./clean-text";
import { reencodeImage } from "./reencode-image";

export type Accepted = { name: string; mediaType: MediaType; bytes: Uint8Array };

/**
 * Bytes from outside → bytes that we keep: the type is what the content is, pictures are made anew, text becomes
 * UTF-8. Throws `Invalid` (file_empty, file_too_large, file_type_refused, file_type_mismatch, image_too_large, file_damaged).
 */
export async function acceptUpload(name: string, bytes: Uint8Array): Promise<Accepted> {
  if (bytes.length === 0) throw new Invalid("file_empty");
  if (bytes.length > MAX_UPLOAD_BYTES) throw tooLarge();
  const mediaType = sniff(bytes) ?? textTypeOf(name);
  if (!agrees(extensionOf(name), mediaType)) throw new Invalid("file_type_mismatch");
  const kept = await clean(mediaType, bytes);
  // A palette picture can grow when it is made anew.
  if (kept.length > 2 * MAX_UPLOAD_BYTES) throw tooLarge();
  return { name: safeName(name, mediaType), mediaType, bytes: kept };
}

const tooLarge = () => new Invalid("file_too_large", { megabytes: MAX_UPLOAD_BYTES / 1024 / 1024 });

/** Text has no magic bytes: its name must say which text it is, and `cleanText` that it is one. */
function textTypeOf(name: string): MediaType {
  const extension = extensionOf(name);
  if (extension === "csv") return "text/csv";
  if (extension === "txt") return "text/plain";
  throw new Invalid("file_type_refused");
}

async function clean(mediaType: MediaType, bytes: Uint8Array): Promise<Uint8Array> {
  if (isRaster(mediaType)) return reencodeImage(mediaType, bytes);
  if (mediaType === "application/pdf") return checkPdf(bytes);
  if (mediaType === XLSX) return checkXlsx(bytes);
  return cleanText(bytes);
}
