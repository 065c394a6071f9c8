import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import type { BrandChoice } from "@/tenants/brand";
import type { Locale } from "./context";
import { PLATFORM_SLUG, RESERVED_SLUGS } from "@/server/kernel/slugs";

/** Which of a tenant's two faces a host opens at its root; `/portal` of a staff host is the portal too. */
export type HostFace = "staff" | "portal";

/** Public facts of a tenant that routing and a sign-in page need. A closed tenant has none: its hosts are unknown. */
export type HostTenant = {
  readonly tenantId: string;
  readonly slug: string;
  readonly status: "active" | "read_only" | "suspended";
  readonly name: string;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly brandKey: string;
  /** What the tenant chose for itself; null: the brand behind its key. */
  readonly brand: BrandChoice | null;
};

/** What `resolveHost` decides from: every tenant by slug, every verified own host. */
export type HostSnapshot = {
  readonly version: string;
  readonly tenants: ReadonlyMap<string, HostTenant>;
  readonly domains: ReadonlyMap<string, { readonly slug: string; readonly face: HostFace }>;
};

/** Whose host this is; `host` is the normalised name without port. */
export type HostResolution =
  | { readonly kind: "site"; readonly host: string }
  | { readonly kind: "platform"; readonly host: string; readonly tenantId: string }
  | ({ readonly kind: "tenant"; readonly host: string; readonly face: HostFace } & HostTenant)
  | { readonly kind: "unknown"; readonly host: string | null };

/**
 * Host header → site, platform, tenant or unknown. Pure; the only rule by which a request gets its tenant,
 * for middleware and server alike. The port decides nothing, but a malformed one makes the host unknown.
 */
export function resolveHost(
  hostHeader: string | undefined,
  rootHost: string,
  snapshot: HostSnapshot,
): HostResolution {
  const host = normalizeHost(hostHeader);
  const root = normalizeHost(rootHost);
  if (host === null || root === null) return { kind: "unknown", host: null };
  if (host === root) return { kind: "site", host };
  // The root's own sub-domains never look at own domains, so that no row there can shadow a slug.
  if (host.endsWith(`.${root}`))
    return ofSubdomain(host, host.slice(0, -root.length - 1), snapshot);
  const domain = snapshot.domains.get(host);
  return domain ? ofTenant(host, domain.slug, domain.face, snapshot) : { kind: "unknown", host };
}

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The DNS name of a `host[:port]` text: lower-case ASCII (punycode), no trailing dot, no port.
 * Null for anything that is not a name: IP literals in any notation, empty or long labels, > 253 characters, garbage.
 */
export function normalizeHost(text: string | undefined): string | null {
  if (!text || text.length > 300) return null;
  const [, name, port] = /^([^:]+?)\.?(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (!name || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) return null;
  // Only what a name may hold reaches the URL parser: no %, /, @, \, spaces or control characters.
  // oxlint-disable-next-line no-control-regex -- the range states "any non-ASCII", the rest is listed
  if (!/^(?:[a-zA-Z0-9.-]|[^\u0000-\u007f])+$/.test(name)) return null;
  const host = domainToASCII(name).toLowerCase();
  if (host.length === 0 || host.length > 253 || isIP(host) !== 0) return null;
  return host.split(".").every((label) => LABEL.test(label)) ? host : null;
}

function ofSubdomain(host: string, label: string, snapshot: HostSnapshot): HostResolution {
  if (label === "www") return { kind: "site", host };
  if (label === PLATFORM_SLUG) return { kind: "platform", host, tenantId: PLATFORM_TENANT_ID };
  if (label.includes(".") || RESERVED_SLUGS.has(label)) return { kind: "unknown", host };
  return ofTenant(host, label, "staff", snapshot);
}

function ofTenant(
  host: string,
  slug: string,
  face: HostFace,
  snapshot: HostSnapshot,
): HostResolution {
  const tenant = snapshot.tenants.get(slug);
  return tenant ? { kind: "tenant", host, face, ...tenant } : { kind: "unknown", host };
}
