import {
  brandPicture,
  type PictureKind,
  pictureKinds,
} from "@/server/modules/tenants/brand-picture";
import { resolveTenant } from "@/server/tenancy/resolve-tenant";
import { brandFor, platformBrand } from "@/tenants/defaults";
import { brandVersion } from "@/tenants/brand-version";
import { brandManifest } from "@/tenants/manifest";
import type { Brand } from "@/tenants/brand";
import type { Door } from "./door";

/** A year: an address with `?v=` names one picture for ever. */
const FOR_EVER = "public, max-age=31536000, immutable";
const BRIEFLY = "public, max-age=60";

/**
 * `GET /brand/<kind>?v=`: the pictures of the host's own brand, for everybody: logo-light, logo-dark, favicon,
 * apple-touch, icon-192, icon-512, and `manifest`. The kind is from a list and the file from the host's brand, so no
 * other file, and no other tenant's, can be asked for.
 */
export const brandDoor: Door = async (request) => {
  const url = new URL(request.url);
  const kind = /\/brand\/([a-z0-9-]{1,20})$/.exec(url.pathname)?.[1] ?? "";
  if (request.method !== "GET" && request.method !== "HEAD") return empty(405);
  const host = await resolveTenant(request.headers.get("host") ?? undefined);
  if (host.kind === "unknown") return empty(404);
  const brand =
    host.kind === "tenant" ? brandFor(host.brandKey, host.name, host.brand) : platformBrand;
  const tenantId = host.kind === "tenant" ? host.tenantId : null;
  const cached = url.searchParams.get("v") === brandVersion(brand) ? FOR_EVER : BRIEFLY;
  if (kind === "manifest") return manifest(brand, url.searchParams.get("at"), cached);
  if (!isKind(kind)) return empty(404);
  const bytes = await brandPicture(tenantId, brand, kind);
  return bytes ? picture(bytes, cached) : empty(404);
};

const isKind = (kind: string): kind is PictureKind => Object.hasOwn(pictureKinds, kind);

const empty = (status: number): Response =>
  new Response(null, { status, headers: { "cache-control": "no-store" } });

const picture = (bytes: Uint8Array, cached: string): Response =>
  new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "image/png",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
      // Mailboxes and the tenant's other hosts show it too.
      "cross-origin-resource-policy": "cross-origin",
      "cache-control": cached,
    },
  });

const manifest = (brand: Brand, at: string | null, cached: string): Response =>
  Response.json(brandManifest(brand, at === "portal" ? "/portal" : "/"), {
    headers: { "content-type": "application/manifest+json", "cache-control": cached },
  });
