/** TXT record that proves a host: its name, and the value that carries the claim's token. */
export const txtRecord = (host: string, token: string): { name: string; value: string } => ({
  name: `_trama.${host}`,
  value: `trama-verify=${token}`,
});

/** Names that never resolve on the public internet, or never to one owner (RFC 2606, 6761, 6762, 7686, 9476). */
const SPECIAL = new Set(
  "localhost local internal invalid test example onion arpa alt home lan corp".split(" "),
);

/**
 * Why a normalised host cannot be a tenant's own, or null. The root, everything below it and names
 * that nobody can own in public DNS are refused; ownership itself is proven by TXT, not here.
 */
export function ownHostFault(host: string, root: string): "platform" | "public" | null {
  if (host === root || host.endsWith(`.${root}`) || root.endsWith(`.${host}`)) return "platform";
  const labels = host.split(".");
  const top = labels.at(-1) ?? "";
  if (labels.length < 2 || SPECIAL.has(top) || !/^(?:[a-z]{2,}|xn--[a-z0-9-]+)$/.test(top))
    return "public";
  return null;
}

/** Checks in a row that must miss before a verified claim falls. */
export const MAX_FAILED_CHECKS = 3;
