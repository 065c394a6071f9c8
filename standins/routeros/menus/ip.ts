import type { Menu } from "../router/spec";
import { networkOf } from "../router/pool";
import * as v from "../router/values";
import { dynamicFlag } from "../router/view";

const pool: Menu = {
  path: "/ip/pool",
  named: true,
  properties: {
    name: v.neededText(),
    ranges: v.needed(v.listOf(v.addressOrName())),
    "next-pool": { ...v.reference("/ip/pool", undefined, ["none"]), bare: true },
    comment: v.bare(),
  },
  unique: [{ key: ({ name }) => name, text: "pool with such name exists" }],
};

const used: Menu = {
  path: "/ip/pool/used",
  fixed: true,
  properties: { pool: v.text(), address: v.text(), owner: v.text(), info: v.text() },
  rows: (router) =>
    [...router.table("/ppp/active").all()].flatMap((session, at) => {
      const secret = router.table("/ppp/secret").byName(session.values.name ?? "");
      const profile = router.table("/ppp/profile").byName(secret?.values.profile ?? "default");
      const pool = secret?.values["remote-address"] ? undefined : profile?.values["remote-address"];
      if (!pool || !session.values.address) return [];
      const { address, name = "" } = session.values;
      return [
        {
          id: `*${(at + 1).toString(16).toUpperCase()}`,
          values: { pool, address, owner: "PPP", info: name },
        },
      ];
    }),
};

const proxy: Menu = {
  path: "/ip/proxy",
  single: true,
  properties: {
    enabled: v.yesNo(),
    port: v.text("8080"),
    "max-cache-size": v.text("unlimited"),
  },
};

const proxyAccess: Menu = {
  path: "/ip/proxy/access",
  ordered: true,
  properties: {
    "src-address": v.bare(),
    "dst-host": v.bare(),
    action: v.oneOf(["allow", "deny", "redirect"], "allow"),
    "redirect-to": v.bare(),
    "action-data": { ...v.bare(), since: 7000 },
    ...v.disabledAndComment,
  },
};

const address: Menu = {
  path: "/ip/address",
  properties: {
    address: {
      needed: true,
      parse(value, name, router) {
        const plain = v.address().parse(value, name, router);
        return plain.includes("/") ? plain : `${plain}/32`;
      },
    },
    network: v.bare(),
    interface: v.needed(v.reference("/interface")),
    ...v.disabledAndComment,
  },
  unique: [{ key: (one) => `${one.address}|${one.interface}`, text: "already have such address" }],
  state: (router, item) => ({
    network: item.values.network ?? networkOf(item.values.address ?? ""),
    "actual-interface": item.values.interface ?? "",
    invalid: "false",
    ...dynamicFlag(router, item),
  }),
};

const SERVICES = {
  telnet: 23,
  ftp: 21,
  www: 80,
  ssh: 22,
  "www-ssl": 443,
  api: 8728,
  winbox: 8291,
  "api-ssl": 8729,
};

const service: Menu = {
  path: "/ip/service",
  named: true,
  fixed: true,
  properties: {
    name: { ...v.text(), parse: (value) => value },
    port: v.integer(1, 65_535),
    address: v.listOf(v.address()),
    certificate: v.bare(),
    "tls-version": v.bare(),
    vrf: v.since(7000, v.text("main")),
    "max-sessions": v.since(7000, v.integer(1, 1000, "20")),
    disabled: v.yesNo(),
  },
  state: (router) => ({
    invalid: "false",
    ...(router.version >= 7000 && { dynamic: "false", proto: "tcp" }),
  }),
};

const radius: Menu = {
  path: "/radius",
  properties: {
    service: v.text(""),
    address: v.address("0.0.0.0"),
    secret: { ...v.text(""), secret: "sensitive" },
    "authentication-port": v.integer(1, 65_535, "1812"),
    "accounting-port": v.integer(1, 65_535, "1813"),
    timeout: v.text("300ms"),
    "src-address": v.text("0.0.0.0"),
    ...v.disabledAndComment,
  },
};

const incoming: Menu = {
  path: "/radius/incoming",
  single: true,
  properties: { accept: v.yesNo(), port: v.integer(1, 65_535, "3799") },
};

const route: Menu = {
  path: "/ip/route",
  properties: {
    "dst-address": v.address("0.0.0.0/0"),
    gateway: v.text(""),
    distance: v.integer(1, 255, "1"),
    ...v.disabledAndComment,
  },
  firstId: 0x8000_0001,
  state: (router, item) => ({ active: "true", ...dynamicFlag(router, item) }),
};

const dns: Menu = {
  path: "/ip/dns",
  single: true,
  properties: {
    servers: v.text(""),
    "allow-remote-requests": v.yesNo(),
    "cache-size": v.text("2048KiB"),
  },
  state: () => ({ "dynamic-servers": "", "cache-used": "28KiB" }),
};

const network: Menu = {
  path: "/ip/dhcp-server/network",
  properties: {
    address: v.needed(v.address()),
    gateway: v.text(""),
    "dns-server": v.text(""),
    comment: v.bare(),
  },
  unique: [{ key: ({ address }) => address, text: "such network already exists" }],
  state: (router, item) => dynamicFlag(router, item),
};

export const SERVICE_PORTS: Readonly<Record<string, number>> = SERVICES;
export const ipMenus: readonly Menu[] = [
  pool,
  proxy,
  proxyAccess,
  used,
  address,
  service,
  radius,
  incoming,
  route,
  dns,
  network,
];
