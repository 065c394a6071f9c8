import ipaddr from "ipaddr.js";

/** Addresses that look public but answer with a cloud's own secrets (Azure's wire server). */
const PUBLIC_METADATA = [ipaddr.parseCIDR("168.63.129.16/32")];

/** All of the internet's IPv6 unicast space handed out so far (IANA); the rest is deprecated, mapped or local. */
const GLOBAL_V6 = ipaddr.parseCIDR("2000::/3");

/**
 * True only for an address of the public internet. Everything special is refused: loopback, private,
 * link-local and metadata, CGNAT, 0/8, benchmarking, documentation, multicast, reserved, ULA,
 * v4-mapped, NAT64, 6to4, Teredo, AS112, AMT, ORCHID. What does not parse is not public.
 */
export function isPublicAddress(text: string): boolean {
  const address = parsePlain(text);
  if (!address || address.range() !== "unicast") return false;
  if (address.kind() === "ipv6") return address.match(GLOBAL_V6);
  return !PUBLIC_METADATA.some((range) => address.match(range));
}

/** Ranges that not even an allow-listed device client may reach: ourselves, metadata, everybody. */
const NEVER = new Set(["loopback", "linkLocal", "unspecified", "broadcast", "multicast"]);

/** True for an address inside one of the CIDRs that is not our own machine nor link-local. Throws on a bad CIDR. */
export function isAllowedDevice(text: string, cidrs: readonly string[]): boolean {
  const address = parsePlain(text);
  if (!address || NEVER.has(address.range())) return false;
  return cidrs.some((cidr) => {
    const range = ipaddr.parseCIDR(cidr);
    return range[0].kind() === address.kind() && address.match(range);
  });
}

/** Four-part decimal IPv4 or IPv6 without a zone; every other spelling is refused, not interpreted. */
function parsePlain(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  return ipaddr.IPv6.isValid(text) && !text.includes("%") ? ipaddr.IPv6.parse(text) : undefined;
}
