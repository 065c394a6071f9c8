import ipaddr from "ipaddr.js";

/** What one IPv6 customer is given at least (RIPE-690 §4.2): whoever has it has 2^64 addresses to try from. */
const V6_BITS = 64;

/** The network that limits go by: an IPv4 address itself, an IPv6 address's /64. What is no address stays as it is. */
export function networkOf(ip: string): string {
  if (!ip.includes(":") || !ipaddr.IPv6.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  if (address.kind() === "ipv4") return address.toString();
  const bytes = address.toByteArray().map((byte, index) => (index < V6_BITS / 8 ? byte : 0));
  return `${ipaddr.fromByteArray(bytes).toString()}/${V6_BITS}`;
}
