/**
 * Addresses that must never be reached through `publicOnly` (quality.md §6, SSRF). Generated, so that each
 * spelling meets each target. Only the tests use it; kept beside the guard that it describes.
 */

/** IPv4 targets that are not the public internet: every special range, its first and last address among them. */
export const PRIVATE_V4 = [
  "0.0.0.0",
  "0.1.2.3",
  "10.0.0.0",
  "10.0.0.1",
  "10.255.255.255",
  "100.64.0.1",
  "100.100.100.200",
  "100.127.255.255",
  "127.0.0.1",
  "127.0.1.1",
  "127.255.255.254",
  "169.254.0.1",
  "169.254.169.254",
  "169.254.170.2",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.1",
  "192.0.0.192",
  "192.0.2.1",
  "192.31.196.1",
  "192.52.193.1",
  "192.88.99.1",
  "192.168.0.1",
  "192.168.255.255",
  "192.175.48.1",
  "198.18.0.1",
  "198.19.255.255",
  "198.51.100.7",
  "203.0.113.9",
  "224.0.0.1",
  "239.255.255.255",
  "240.0.0.1",
  "255.255.255.255",
  "168.63.129.16",
];

/** IPv6 targets that are not the public internet. */
export const PRIVATE_V6 = [
  "::",
  "::1",
  "::7f00:1",
  "::127.0.0.1",
  "100::1",
  "fc00::1",
  "fd00:ec2::254",
  "fdff::1",
  "fe80::1",
  "febf::1",
  "fec0::1",
  "ff02::1",
  "ff0e::1",
  "2001::1",
  "2001:0:4136:e378:8000:63bf:3fff:fdd2",
  "2001:2::1",
  "2001:3::1",
  "2001:4:112::1",
  "2001:10::1",
  "2001:20::1",
  "2001:30::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "2002:a00:1::1",
  "2620:4f:8000::1",
  "3fff::1",
  "5f00::1",
  "64:ff9b::7f00:1",
  "64:ff9b::a9fe:a9fe",
  "64:ff9b:1::1",
  "::ffff:0:127.0.0.1",
  "4000::1",
  "8000::1",
  "e000::1",
];

const octets = (ip: string) => ip.split(".").map(Number) as [number, number, number, number];
const hex2 = (value: number) => value.toString(16).padStart(2, "0");
const asNumber = (ip: string) => octets(ip).reduce((sum, octet) => sum * 256 + octet, 0);

/** Other ways to write an IPv4 address that browsers, libc or careless parsers take for the same. */
const SPELLINGS: readonly ((ip: string) => string)[] = [
  (ip) => ip,
  (ip) => `${ip}.`,
  (ip) => String(asNumber(ip)),
  (ip) => `0x${octets(ip).map(hex2).join("")}`,
  (ip) => `0${asNumber(ip).toString(8)}`,
  (ip) =>
    octets(ip)
      .map((octet) => `0x${hex2(octet)}`)
      .join("."),
  (ip) =>
    octets(ip)
      .map((octet) => `0${octet.toString(8)}`)
      .join("."),
  (ip) =>
    octets(ip)
      .map((octet) => `000${octet.toString(8)}`)
      .join("."),
  (ip) => `${octets(ip)[0]}.${asNumber(ip) % 2 ** 24}`,
  (ip) => `${octets(ip)[0]}.${octets(ip)[1]}.${asNumber(ip) % 2 ** 16}`,
  (ip) => `[::ffff:${ip}]`,
  (ip) => `[0:0:0:0:0:ffff:${ip}]`,
  (ip) =>
    `[::ffff:${hex2(octets(ip)[0])}${hex2(octets(ip)[1])}:${hex2(octets(ip)[2])}${hex2(octets(ip)[3])}]`,
  (ip) => `[::${ip}]`,
  (ip) => `[64:ff9b::${ip}]`,
  (ip) =>
    `[2002:${hex2(octets(ip)[0])}${hex2(octets(ip)[1])}:${hex2(octets(ip)[2])}${hex2(octets(ip)[3])}::1]`,
  (ip) => ip.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  (ip) =>
    ip.replace(/\d/g, (digit) =>
      digit === "0" ? "⓪" : String.fromCharCode(0x245f + Number(digit)),
    ),
  (ip) => ip.replaceAll(".", "。"),
  (ip) => ip.replaceAll(".", "%2e"),
];

/** URLs that name a forbidden address by itself: no resolver is asked. */
export function literalVectors(): string[] {
  const hosts = [
    ...PRIVATE_V4.flatMap((ip) => SPELLINGS.map((spell) => spell(ip))),
    ...PRIVATE_V6.map((ip) => `[${ip}]`),
  ];
  return [...new Set(hosts)].flatMap((host) => [`http://${host}/`, `https://${host}/x?y=1`]);
}

/** URLs that trick a reader about which host they name, or leave http and the two ports. */
export const TRICKS = [
  "http://public.example@127.0.0.1/",
  "http://127.0.0.1@public.example/",
  "https://user:pw@public.example/",
  "http://public.example:80@127.0.0.1/",
  "http://127.0.0.1#@public.example/",
  "http://127.0.0.1?@public.example/",
  "http://127.0.0.1\\@public.example/",
  "http:\\\\127.0.0.1/",
  "http:127.0.0.1/",
  "http:/127.0.0.1/",
  "http:///127.0.0.1/",
  "http://127.1/",
  "http://0/",
  "http://0x7f.1/",
  "http://017700000001/",
  "http://①②⑦.⓪.⓪.①/",
  "http://127.0.0.1%00.public.example/",
  "http://127.0.0.1%09/",
  "http://localhost/",
  "http://LOCALHOST/",
  "http://localhost./",
  "http://a.localhost/",
  "http://metadata/",
  "http://metadata.google.internal/",
  "http://instance-data/latest",
  "http://kubernetes.default.svc/",
  "http://127.0.0.1.nip.io/",
  "http://10-0-0-1.nip.io/",
  "http://xn--loclhost-5gh/",
  "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
  "http://public.example:22/",
  "http://public.example:8080/",
  "https://public.example:8443/",
  "http://public.example:443443/",
  "http://public.example:0/",
  "http://public.example:25/",
  "http://public.example:6379/",
  "ftp://public.example/",
  "file:///etc/passwd",
  "gopher://public.example/",
  "data:text/plain,x",
  "javascript:alert(1)",
  "ws://public.example/",
  "blob:http://public.example/x",
  "unix:/tmp/x",
  "http+unix://%2ftmp%2fx/",
  "about:blank",
  "//public.example/",
  "",
  "http://",
  "http://[::1",
  "http://[fe80::1%25eth0]/",
  "http://[::ffff:127.0.0.1%25lo]/",
  "http://[::1].public.example/",
];
