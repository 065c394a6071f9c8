import { openFile } from "@/server/modules/files/open-file";
import { isOutcomeUnknown, NotFound } from "@/server/kernel/errors";
import { systemCtx } from "@/server/tenancy/context";
import type { Brand } from "@/tenants/brand";
import { brandIconSvg } from "@/tenants/brand-icon";

/** Every picture of a brand that strangers may ask for; a number is the side of a square icon in pixels. */
export const pictureKinds = {
  "logo-light": "light",
  "logo-dark": "dark",
  favicon: 32,
  "apple-touch": 180,
  "icon-192": 192,
  "icon-512": 512,
} as const;
export type PictureKind = keyof typeof pictureKinds;

/** PNG of one of the brand's pictures; null where the brand has none of the kind. Icons are always there: the letter stands in. */
export async function brandPicture(
  tenantId: string | null,
  brand: Brand,
  kind: PictureKind,
): Promise<Uint8Array | null> {
  const wanted = pictureKinds[kind];
  const { light = null, dark = null, icon = null } = brand.logos ?? {};
  if (typeof wanted === "string") {
    const fileId = wanted === "light" ? light : dark;
    return tenantId && fileId ? remembered(`${fileId}`, () => bytesOf(tenantId, fileId)) : null;
  }
  const name = `${icon ?? brandIconSvg(brand)}:${wanted}`;
  return remembered(name, async () => {
    const own = tenantId && icon ? await bytesOf(tenantId, icon) : null;
    return square(own ?? Buffer.from(brandIconSvg(brand)), wanted);
  });
}

async function bytesOf(tenantId: string, fileId: string): Promise<Uint8Array | null> {
  try {
    return (await openFile(systemCtx(tenantId, "brand.picture"), { id: fileId })).bytes;
  } catch (error) {
    if (isOutcomeUnknown(error) || !(error instanceof NotFound)) throw error;
    return null;
  }
}

async function square(bytes: Uint8Array, side: number): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  return sharp(bytes, { density: 300 })
    .resize(side, side, { fit: "contain", background: "#0000" })
    .png()
    .toBuffer();
}

/** The same few pictures are asked for by every visitor: kept, the oldest going first. */
const KEPT_MAX = 200;
const kept = new Map<string, Uint8Array>();

async function remembered(
  name: string,
  make: () => Promise<Uint8Array | null>,
): Promise<Uint8Array | null> {
  const known = kept.get(name);
  if (known) return known;
  const made = await make();
  if (!made) return null;
  if (kept.size >= KEPT_MAX) kept.delete(kept.keys().next().value ?? "");
  kept.set(name, made);
  return made;
}
