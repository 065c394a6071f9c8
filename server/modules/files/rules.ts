/** What may be stored, by what its bytes are. */
export const MEDIA_TYPES = {
  "image/jpeg": ["jpg", "jpeg"],
  "image/png": ["png"],
  "image/webp": ["webp"],
  "application/pdf": ["pdf"],
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ["xlsx"],
  "text/csv": ["csv"],
  "text/plain": ["txt"],
} as const satisfies Record<string, readonly [string, ...string[]]>;
export type MediaType = keyof typeof MEDIA_TYPES;
export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export const MAX_UPLOAD_BYTES = 5 * 1024 * 1024;
/** "12 megapixels" of a telephone are up to 4080 × 3060. */
export const MAX_PIXELS = 12_600_000;
export const MAX_SIDE_PIXELS = 12_000;

export type Raster = "image/jpeg" | "image/png" | "image/webp";
export const isRaster = (type: MediaType): type is Raster => type.startsWith("image/");

const STARTS: [MediaType, readonly number[]][] = [
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["application/pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  [XLSX, [0x50, 0x4b, 0x03, 0x04]],
];

/** The type whose magic bytes the content starts with; undefined: no binary type of ours. */
export function sniff(bytes: Uint8Array): MediaType | undefined {
  const found = STARTS.find(([, magic]) => magic.every((byte, i) => bytes[i] === byte));
  if (found) return found[0];
  const word = (from: number) => String.fromCharCode(...bytes.subarray(from, from + 4));
  return word(0) === "RIFF" && word(8) === "WEBP" ? "image/webp" : undefined;
}

/** Lower-case extension of a name; empty where there is none. */
export const extensionOf = (name: string): string =>
  /\.([A-Za-z0-9]{1,8})$/.exec(name.trim())?.[1]?.toLowerCase() ?? "";

/** Does the name's extension say this type? Pictures may be named as another kind of picture: telephones do it. */
export function agrees(extension: string, type: MediaType): boolean {
  const family = isRaster(type)
    ? [...MEDIA_TYPES["image/jpeg"], ...MEDIA_TYPES["image/png"], ...MEDIA_TYPES["image/webp"]]
    : MEDIA_TYPES[type];
  return extension === "" || (family as readonly string[]).includes(extension);
}

// Controls, separators, what turns the reading direction, and what file systems forbid.
const UNWANTED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*\\/]/gu;

/** A name fit to be shown and saved: last part of a path, no control or direction characters, the true extension. */
export function safeName(name: string, type: MediaType): string {
  const last = name.split(/[\\/]/).pop() ?? "";
  const base = last
    .normalize("NFC")
    .replace(/\.[A-Za-z0-9]{1,8}\s*$/, "")
    .replace(UNWANTED, " ")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  const kept = [...base].slice(0, 100).join("").trim();
  const extension = extensionOf(last);
  const known = (MEDIA_TYPES[type] as readonly string[]).includes(extension);
  return `${kept || "file"}.${known ? extension : MEDIA_TYPES[type][0]}`;
}

/** When a stored object was named, from the UUIDv7 that its key ends with; the end of time for any other key, so that nobody sweeps it. */
export function bornAtMs(storageKey: string): number {
  const id = storageKey.split("/").pop() ?? "";
  const isV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/.test(id);
  return isV7 ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : Number.POSITIVE_INFINITY;
}

/** `Content-Disposition` that saves, never shows (RFC 6266): an ASCII name and the real one in UTF-8. */
export function attachmentHeader(name: string): string {
  const ascii = name.replace(/[^A-Za-z0-9._ -]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
