import type { Router } from "../router/router";
import type { Item, Menu } from "../router/spec";
import { Trap } from "../router/trap";
import * as v from "../router/values";
import { dynamicFlag } from "../router/view";

const server: Menu = {
  path: "/ip/dhcp-server",
  named: true,
  properties: {
    name: v.neededText(),
    interface: v.needed(v.reference("/interface")),
    "address-pool": v.reference("/ip/pool", "static-only", ["static-only"]),
    "lease-time": v.duration("10m"),
    "lease-script": v.text(""),
    authoritative: v.text("yes"),
    "use-radius": v.oneOf(["no", "yes", "accounting"], "no"),
    ...v.disabledAndComment,
  },
  unique: [{ key: ({ name }) => name, text: "server with such name already exists" }],
  state: (router, item) => ({ invalid: "false", ...dynamicFlag(router, item) }),
};

const lease: Menu = {
  path: "/ip/dhcp-server/lease",
  properties: {
    address: v.address(""),
    "mac-address": v.mac(true),
    "client-id": v.bare(),
    "address-lists": v.text(""),
    server: {
      bare: true,
      parse: (value, name, router) =>
        value === "all" ? "" : v.reference("/ip/dhcp-server").parse(value, name, router),
    },
    "dhcp-option": v.text(""),
    "lease-time": { ...v.duration("", [""]), bare: true },
    "rate-limit": { ...v.rateLimit(), bare: true },
    "block-access": { ...v.yesNo(), preset: undefined, bare: true },
    "always-broadcast": v.bare(),
    ...v.disabledAndComment,
  },
  unique: [
    {
      key: (one) =>
        one.disabled === "true" ? undefined : `${one.server ?? ""}|${one["mac-address"]}`,
      text: "already have static lease for this client",
    },
    {
      key: ({ address }) => address || undefined,
      text: "already have static lease with this IP address",
    },
  ],
  state: leaseState,
  removing: (router, item) => router.dhcp.forget(item),
  verbs: {
    "make-static": {
      policy: "write",
      run: ({ router, attributes }) => {
        const item = router.find(
          "/ip/dhcp-server/lease",
          attributes.get(".id") ?? attributes.get("numbers") ?? "",
        );
        if (!item.dynamic) throw new Trap("failure: lease is not dynamic");
        item.dynamic = false;
        router.emit("changed", { path: "/ip/dhcp-server/lease", item, gone: false });
      },
    },
  },
};

function leaseState(router: Router, item: Item): Record<string, string> {
  const bound = router.dhcp.bound.get(item.id);
  const base = {
    radius: "false",
    blocked: item.values["block-access"] === "true" ? "true" : "false",
    ...dynamicFlag(router, item),
    status: bound ? "bound" : "waiting",
    "last-seen": bound ? "0s" : "never",
  };
  if (!bound) return base;
  return {
    ...base,
    "active-address": item.values.address ?? "",
    "active-mac-address": bound.mac,
    "active-server": item.values.server ?? "dhcp1",
    "expires-after": "10m",
    ...(bound.host !== undefined && { "host-name": bound.host }),
  };
}

const hotspotUser: Menu = {
  path: "/ip/hotspot/user",
  named: true,
  properties: {
    server: v.text("all"),
    name: v.neededText(),
    password: { ...v.text(""), bare: true, secret: "sensitive" },
    address: { ...v.address(""), bare: true },
    "mac-address": v.mac(),
    profile: v.reference("/ip/hotspot/user/profile", "default"),
    "limit-uptime": { ...v.duration("", [""]), bare: true },
    "limit-bytes-total": v.bare(),
    ...v.disabledAndComment,
  },
  unique: [
    {
      key: ({ name, server = "all" }) => `${server}|${name}`,
      text: "already have user with this name for this server",
    },
  ],
  state: (router, item) => ({
    ...{ uptime: "0s", "bytes-in": "0", "bytes-out": "0", "packets-in": "0", "packets-out": "0" },
    ...dynamicFlag(router, item),
  }),
};

const hotspotProfile: Menu = {
  path: "/ip/hotspot/user/profile",
  named: true,
  properties: {
    name: v.neededText(),
    "shared-users": v.text("1"),
    "rate-limit": { ...v.rateLimit(), bare: true },
    "address-list": v.text(""),
    "session-timeout": { ...v.duration("", [""]), bare: true },
    comment: v.bare(),
  },
  unique: [{ key: ({ name }) => name, text: "profile with the same name already exists" }],
  state: (_, { values }) => ({ default: values.name === "default" ? "true" : "false" }),
};

const hotspotActive: Menu = {
  path: "/ip/hotspot/active",
  fixed: "remove",
  properties: {
    server: v.text("hotspot1"),
    user: v.text(""),
    address: v.text(""),
    "mac-address": v.bare(),
    "login-by": v.text("http-chap"),
  },
  state: (_, item) => ({ uptime: v.span((Date.now() - (item.madeAt ?? Date.now())) / 1000) }),
};

const cookie: Menu = {
  path: "/ip/hotspot/cookie",
  fixed: "remove",
  properties: { user: v.text(""), "mac-address": v.bare(), "expires-in": v.text("3d") },
};

const queue: Menu = {
  path: "/queue/simple",
  named: true,
  ordered: true,
  properties: {
    name: v.text(),
    target: v.listOf({
      parse: (value, name, router) =>
        router.table("/interface").byName(value)
          ? value
          : ((plain) => (plain.includes("/") ? plain : `${plain}/32`))(
              v.address().parse(value, name, router),
            ),
    }),
    dst: v.bare(),
    parent: v.reference("/queue/simple", "none", ["none"]),
    "packet-marks": v.text(""),
    priority: v.text("8/8"),
    queue: v.text("default-small/default-small"),
    "limit-at": v.ratePair(),
    "max-limit": v.ratePair(),
    "burst-limit": v.ratePair(),
    "burst-threshold": v.ratePair(),
    "burst-time": v.text("0s/0s"),
    "bucket-size": v.text("0.1/0.1"),
    time: v.bare(),
    ...v.disabledAndComment,
  },
  unique: [{ key: ({ name }) => name, text: "already have such name" }],
  state(router, item) {
    const session = item.owner?.startsWith("ppp") ? item.owner.slice(3) : undefined;
    const { rx, tx } = session ? router.ppp.bytes(session) : { rx: 0, tx: 0 };
    return {
      bytes: `${rx}/${tx}`,
      packets: `${Math.ceil(rx / 800)}/${Math.ceil(tx / 1100)}`,
      rate: "0/0",
      dropped: "0/0",
      invalid: "false",
      ...dynamicFlag(router, item),
    };
  },
  added(router, item) {
    item.values.name ??= `queue${Number.parseInt(item.id.slice(1), 16)}`;
    if (!router.table("/queue/simple").byName(item.values.name))
      router.table("/queue/simple").update(item, item.values);
  },
};

export const customerMenus: readonly Menu[] = [
  ...[server, lease, hotspotUser, hotspotProfile, hotspotActive, cookie, queue],
];
