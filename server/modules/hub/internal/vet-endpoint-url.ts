import { Invalid } from "@/server/kernel/errors";
import { vetUrl } from "@/server/outbound/vet-url";

/**
 * Refuses an address that no delivery could reach: scheme, port, credentials, bare names. Throws `Invalid`.
 * Where its name leads is checked at every attempt, since DNS answers change.
 */
export function vetEndpointUrl(url: string): void {
  try {
    vetUrl(new URL(url), { kind: "publicOnly" });
  } catch (cause) {
    throw new Invalid("webhook_url_refused", {}, { cause, fields: { url: "webhook_url_refused" } });
  }
}
