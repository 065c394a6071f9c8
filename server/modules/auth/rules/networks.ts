import ipaddr from "ipaddr.js";

/**
 * A network as a person writes it → the one way we keep it: `203.0.113.9` → `203.0.113.9/32`, `203.0.113.9/24` →
 * `203.0.113.0/24`, IPv4 inside IPv6 → IPv4. Undefined for what is no network. Pure.
 */
export function normalNetwork(text: string): string | undefined {
  const [address = "", prefix, ...rest] = text.trim().split("/");
  // ipaddr.js takes `127.1` and `0x7f.1` too: nobody means those in an allow-list.
  const plain = ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address);
  if (rest.length > 0 || !plain || address.includes("%")) return undefined;
  const parsed = ipaddr.parse(address);
  const whole = parsed.kind() === "ipv4" ? 32 : 128;
  if (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) return undefined;
  const bits = prefix === undefined ? whole : Number(prefix);
  if (bits > whole) return undefined;
  const mapped = parsed.kind() === "ipv6" && (parsed as ipaddr.IPv6).isIPv4MappedAddress();
  if (mapped && bits >= 96) return masked((parsed as ipaddr.IPv6).toIPv4Address(), bits - 96);
  return mapped ? undefined : masked(parsed, bits);
}

/** Is the address in one of the networks? None: everywhere. What is no address is nowhere. Pure. */
export function isInNetworks(ip: string, networks: readonly string[]): boolean {
  if (networks.length === 0) return true;
  if (!ipaddr.isValid(ip)) return false;
  const address = ipaddr.process(ip);
  return networks.some((network) => {
    const [range, bits] = ipaddr.parseCIDR(network);
    return range.kind() === address.kind() && address.match([range, bits] as never);
  });
}

/** The network that a provider gives one customer: an IPv4 address's /24, an IPv6 address's /64; undefined for no address. Pure. */
export function homeNetwork(ip: string): string | undefined {
  if (!ipaddr.isValid(ip)) return undefined;
  const address = ipaddr.process(ip);
  return masked(address, address.kind() === "ipv4" ? 24 : 64);
}

function masked(address: ipaddr.IPv4 | ipaddr.IPv6, bits: number): string {
  const bytes = address.toByteArray().map((byte, at) => {
    const kept = Math.min(8, Math.max(0, bits - at * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  });
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`;
}
