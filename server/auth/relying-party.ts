import { composition } from "@/server/composition";
import type { HostResolution } from "@/server/tenancy/host";

/** Who asks for a passkey: WebAuthn's rpId is the full host, so that no sibling tenant's page can use it. */
export type RelyingParty = { rpId: string; origin: string; name: string };

/** The relying party of a tenant's (or the admin) host; the origin has the port that the root host has. */
export function relyingParty(host: Extract<HostResolution, { tenantId: string }>): RelyingParty {
  const { TRAMA_PUBLIC_SCHEME: scheme, TRAMA_ROOT_HOST: root } = composition().env;
  const port = /:\d+$/.exec(root)?.[0] ?? "";
  return {
    rpId: host.host,
    origin: `${scheme}://${host.host}${port}`,
    name: host.kind === "tenant" ? host.name : "Trama",
  };
}
