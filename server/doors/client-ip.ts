import ipaddr from "ipaddr.js";

/**
 * The address that limits and logs go by. `x-forwarded-for` counts only when the peer is a trusted proxy
 * (CIDR list), and then from the right: the first address that is not itself a trusted proxy. Else the peer.
 */
export function clientIp(
  peer: string | undefined,
  forwardedFor: string | null,
  trustedProxies: readonly string[],
): string {
  const near = normal(peer) ?? UNKNOWN;
  if (!forwardedFor || !isTrusted(near, trustedProxies)) return near;
  const hops = forwardedFor.split(",").map((hop) => normal(hop.trim()));
  for (const hop of hops.reverse()) {
    // Garbage in the chain ends it: nothing left of it can be believed.
    if (hop === undefined) return near;
    if (!isTrusted(hop, trustedProxies)) return hop;
  }
  return near;
}

const UNKNOWN = "0.0.0.0";

/** `::ffff:10.0.0.1` and `10.0.0.1` are one address. Peers come again and again: what was parsed is remembered. */
function normal(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const address = ipaddr.isValid(text) ? ipaddr.process(text).toString() : undefined;
  if (address === undefined) return undefined;
  if (parsed.size >= PARSED_MAX) parsed.clear();
  parsed.set(text, address);
  return address;
}

const parsed = new Map<string, string>();
const PARSED_MAX = 10_000;

function isTrusted(address: string, trusted: readonly string[]): boolean {
  const own = ipaddr.parse(address);
  return trusted.some((entry) => {
    if (!entry.includes("/")) return normal(entry) === address;
    const [range, bits] = ipaddr.parseCIDR(entry);
    return range.kind() === own.kind() && own.match([range, bits] as never);
  });
}
