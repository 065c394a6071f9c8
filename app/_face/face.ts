import type { HostResolution } from "@/server/tenancy/host";
import type { Locale } from "@/server/tenancy/context";
import { type BrandChoice, brandChoiceSchema } from "@/tenants/brand";

/** What the screens know of the host they are drawn for: looks and language, never rights. */
export type Face = {
  kind: "site" | "platform" | "tenant" | "unknown";
  /** Which of a tenant's faces the host opens at its root. */
  opens: "staff" | "portal";
  status: "active" | "read_only" | "suspended";
  name: string;
  brandKey: string;
  /** What the tenant chose for itself; null: the brand behind its key. */
  brand: BrandChoice | null;
  locale: Locale;
  timeZone: string;
};

/** Host → face, in the visitor's language. */
export function faceOf(host: HostResolution, locale: Locale): Face {
  const plain = {
    opens: "staff",
    status: "active",
    brandKey: "",
    brand: null,
    timeZone: "UTC",
    locale,
  } as const;
  if (host.kind !== "tenant") return { ...plain, kind: host.kind, name: "Trama" };
  const { face, status, name, brandKey, brand, timeZone } = host;
  return { kind: "tenant", opens: face, status, name, brandKey, brand, locale, timeZone };
}

const fields = ["kind", "opens", "status", "name", "brandKey", "locale", "timeZone"] as const;
const headerOf = (field: string) => `x-tenant-${field.toLowerCase()}`;

/** Puts a face on a request's headers; names may hold any letter, headers may not. */
export function writeFace(headers: Headers, face: Face): void {
  for (const field of fields) headers.set(headerOf(field), encodeURIComponent(face[field]));
  headers.set(headerOf("brand"), face.brand ? encodeURIComponent(JSON.stringify(face.brand)) : "");
}

/** Reads what `writeFace` wrote. Only middleware writes it, and it overwrites what a client sends. */
export function readFace(headers: Pick<Headers, "get">): Face {
  const read = (field: string) => decodeURIComponent(headers.get(headerOf(field)) ?? "");
  return {
    kind: (read("kind") || "unknown") as Face["kind"],
    opens: (read("opens") || "staff") as Face["opens"],
    status: (read("status") || "active") as Face["status"],
    name: read("name") || "Trama",
    brandKey: read("brandKey"),
    brand: brandFrom(read("brand")),
    locale: (read("locale") || "es") as Locale,
    timeZone: read("timeZone") || "UTC",
  };
}

/** Unreadable means the default brand, never a page that fails. */
function brandFrom(text: string): BrandChoice | null {
  if (text === "") return null;
  try {
    return brandChoiceSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
