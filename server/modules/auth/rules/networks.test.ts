import fc from "fast-check";
import { expect, test } from "vitest";
import { homeNetwork, isInNetworks, normalNetwork } from "./networks";

test.each([
  ["203.0.113.9", "203.0.113.9/32"],
  [" 203.0.113.9/24 ", "203.0.113.0/24"],
  ["0.0.0.0/0", "0.0.0.0/0"],
  ["2001:DB8::1", "2001:db8::1/128"],
  ["2001:db8:1:2:3::/48", "2001:db8:1::/48"],
  ["::ffff:10.1.2.3", "10.1.2.3/32"],
  ["::ffff:10.1.2.3/120", "10.1.2.0/24"],
  ["::/0", "::/0"],
])("%j is kept as %j", (text, kept) => expect(normalNetwork(text)).toBe(kept));

test.each([
  ...[
    "",
    "all",
    "*",
    "10.0.0.0/33",
    "10.0.0.0/-1",
    "10.0.0/8",
    "127.1",
    "0x7f.0.0.1",
    "2130706433",
  ],
  ...[
    "10.0.0.0/8/8",
    "10.0.0.0/",
    "::/129",
    "fe80::1%eth0",
    "10.0.0.1-10.0.0.9",
    "::ffff:10.0.0.1/8",
  ],
])("%j is no network", (text) => expect(normalNetwork(text)).toBeUndefined());

test("an address is in what it was written in, however the address is written", () => {
  expect(isInNetworks("::ffff:203.0.113.77", ["203.0.113.0/24"])).toBe(true);
  expect(isInNetworks("203.0.114.1", ["203.0.113.0/24"])).toBe(false);
  expect(isInNetworks("2001:db8::5", ["203.0.113.0/24", "2001:db8::/64"])).toBe(true);
  expect(isInNetworks("2001:db8:0:1::5", ["2001:db8::/64"])).toBe(false);
  expect(isInNetworks("10.0.0.1", ["::/0"])).toBe(false);
  expect(isInNetworks("garbage", [])).toBe(true);
  expect(isInNetworks("garbage", ["0.0.0.0/0"])).toBe(false);
});

test("every address is in its own home network and in everything that is kept of itself", () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat({ max: 32 }), (ip, bits) => {
      const network = normalNetwork(`${ip}/${bits}`);
      if (network !== undefined) {
        expect(normalNetwork(network)).toBe(network);
        expect(isInNetworks(ip, [network])).toBe(true);
      }
      expect(isInNetworks(ip, [homeNetwork(ip) ?? "none"])).toBe(true);
    }),
  );
});
