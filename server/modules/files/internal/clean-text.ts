import { Invalid } from "@/server/kernel/errors";
import { decodeText } from "@/server/kernel/parse-csv";

// Tab, line feed, carriage return and form feed belong in text; other controls mean that it is none.
// oxlint-disable-next-line no-control-regex -- finding control characters is what this is for
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;

/**
 * Text as UTF-8 without a byte order mark. Old spreadsheets write Windows-1252 or UTF-16 with a mark: both are read.
 * Throws `Invalid("file_type_refused")` for markup (HTML, SVG, XML) and for what is no text.
 */
export function cleanText(bytes: Uint8Array): Uint8Array {
  const text = decode(bytes);
  if (CONTROL.test(text) || /^\s*</.test(text)) throw new Invalid("file_type_refused");
  return new TextEncoder().encode(text);
}

function decode(bytes: Uint8Array): string {
  try {
    return decodeText(bytes).text;
  } catch (cause) {
    throw new Invalid("file_type_refused", {}, { cause });
  }
}
