import fc from "fast-check";
import { expect, test } from "vitest";
import { clientIp } from "./client-ip";

test.each([
  ["nobody is trusted: the peer", "198.51.100.1", "203.0.113.9", [], "198.51.100.1"],
  ["a trusted proxy's word counts", "10.0.0.1", "203.0.113.9", ["10.0.0.0/8"], "203.0.113.9"],
  [
    "what the client put before the proxy's own entry does not",
    "10.0.0.1",
    "1.2.3.4, 203.0.113.9",
    ["10.0.0.0/8"],
    "203.0.113.9",
  ],
  [
    "a chain of trusted proxies is walked",
    "10.0.0.1",
    "1.2.3.4, 203.0.113.9, 10.0.0.2",
    ["10.0.0.0/8"],
    "203.0.113.9",
  ],
  ["garbage ends the chain", "10.0.0.1", "203.0.113.9, <script>", ["10.0.0.0/8"], "10.0.0.1"],
  ["all are ours: the peer", "10.0.0.1", "10.0.0.2", ["10.0.0.0/8"], "10.0.0.1"],
  [
    "an address in IPv6 clothes is the same address",
    "::ffff:10.0.0.1",
    "203.0.113.9",
    ["10.0.0.1"],
    "203.0.113.9",
  ],
  ["IPv6 proxies", "2001:db8::1", "2001:db9::7", ["2001:db8::/32"], "2001:db9::7"],
  ["no socket any more", undefined, null, [], "0.0.0.0"],
])("%s", (_name, peer, forwarded, trusted, expected) => {
  expect(clientIp(peer, forwarded, trusted)).toBe(expected);
});

test("whatever a stranger writes, the peer's address stands", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(clientIp("198.51.100.1", text, ["10.0.0.0/8"])).toBe("198.51.100.1");
    }),
  );
});

test("whatever a stranger writes through a trusted proxy, the answer is an address, and never one further left", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(clientIp("10.0.0.1", `${text}, 203.0.113.9`, ["10.0.0.0/8"])).toBe("203.0.113.9");
    }),
  );
});
