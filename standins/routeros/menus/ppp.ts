import { ownerOf } from "../router/ppp";
import type { Answer, Call, Menu, Values } from "../router/spec";
import * as v from "../router/values";
import { dynamicFlag } from "../router/view";

const secret: Menu = {
  path: "/ppp/secret",
  named: true,
  properties: {
    name: v.neededText(),
    service: v.oneOf(["any", "async", "l2tp", "ovpn", "pppoe", "pptp", "sstp"], "any"),
    "caller-id": v.text(""),
    password: { ...v.text(""), secret: "sensitive" },
    profile: v.reference("/ppp/profile", "default"),
    "local-address": { ...v.address(""), bare: true },
    "remote-address": { ...v.address(""), bare: true },
    routes: v.text(""),
    "ipv6-routes": v.text(""),
    "limit-bytes-in": v.integer(0, 2 ** 53, "0"),
    "limit-bytes-out": v.integer(0, 2 ** 53, "0"),
    "last-logged-out": v.bare(),
    "last-caller-id": v.bare(),
    "last-disconnect-reason": v.since(7000, v.bare()),
    ...v.disabledAndComment,
  },
  // A pair of name and service on the router; one name is enough for what is practised here.
  unique: [{ key: ({ name }) => name, text: "secret with the same name already exists" }],
};

const profile: Menu = {
  path: "/ppp/profile",
  named: true,
  firstId: 1,
  properties: {
    name: v.neededText(),
    "local-address": { ...v.text(""), bare: true },
    "remote-address": {
      bare: true,
      parse: (value, name, router) =>
        router.table("/ip/pool").byName(value) ? value : v.address("").parse(value, name, router),
    },
    bridge: v.bare(),
    "use-mpls": v.oneOf(["default", "no", "required", "yes"], "default"),
    "use-compression": v.oneOf(["default", "no", "yes"], "default"),
    "use-encryption": v.oneOf(["default", "no", "required", "yes"], "default"),
    "only-one": v.oneOf(["default", "no", "yes"], "default"),
    "change-tcp-mss": v.oneOf(["default", "no", "yes"], "default"),
    "use-upnp": v.oneOf(["default", "no", "yes"], "default"),
    "rate-limit": { ...v.rateLimit(), bare: true },
    "session-timeout": { ...v.duration("", [""]), bare: true },
    "idle-timeout": { ...v.duration("", [""]), bare: true },
    "address-list": v.text(""),
    "dns-server": { ...v.listOf(v.address()), bare: true },
    "parent-queue": v.bare(),
    "queue-type": v.bare(),
    "on-up": v.text(""),
    "on-down": v.text(""),
    comment: v.bare(),
  },
  unique: [{ key: ({ name }) => name, text: "profile with the same name already exists" }],
  state: (_, { values }) => ({
    default: ["default", "default-encryption"].includes(values.name ?? "") ? "true" : "false",
  }),
};

const active: Menu = {
  path: "/ppp/active",
  fixed: "remove",
  firstId: 0x8000_0001,
  properties: {
    name: v.text(),
    service: v.text(),
    "caller-id": v.text(""),
    address: v.bare(),
    encoding: v.text(""),
  },
  state: (_, item) => ({
    uptime: v.span((Date.now() - (item.madeAt ?? 0)) / 1000),
    "session-id": `0x81${Number.parseInt(item.id.slice(1), 16).toString(16).slice(-6).padStart(6, "0")}`,
    "limit-bytes-in": "0",
    "limit-bytes-out": "0",
    radius: "false",
  }),
  removed: (router, item) => router.ppp.ended(item),
};

const aaa: Menu = {
  path: "/ppp/aaa",
  single: true,
  properties: {
    "use-radius": v.yesNo(),
    accounting: v.yesNo("true"),
    "interim-update": v.duration("0s"),
    "use-circuit-id-in-nas-port-id": v.yesNo(),
  },
};

const server: Menu = {
  path: "/interface/pppoe-server/server",
  properties: {
    "service-name": v.text("service1"),
    interface: v.needed(v.reference("/interface")),
    "max-mtu": v.text("auto"),
    "max-mru": v.text("auto"),
    mrru: v.text("disabled"),
    authentication: v.text("pap,chap,mschap1,mschap2"),
    "keepalive-timeout": v.text("10"),
    "one-session-per-host": v.yesNo(),
    "max-sessions": v.text("unlimited"),
    "pado-delay": v.integer(0, 10_000, "0"),
    "default-profile": v.reference("/ppp/profile", "default"),
    "accept-empty-service": v.since(7000, v.yesNo("true")),
    disabled: v.yesNo("true"),
    comment: v.bare(),
  },
  state: () => ({ invalid: "false" }),
};

const sessions: Menu = {
  path: "/interface/pppoe-server",
  fixed: true,
  properties: {},
  rows: (router) =>
    [...router.table("/ppp/active").all()].map((session) => ({
      id: router.table("/interface").ownedBy(ownerOf(session))[0]?.id ?? session.id,
      madeAt: session.madeAt,
      dynamic: true,
      values: session.values,
    })),
  state: (_, { values, madeAt = 0 }) => ({
    name: `<pppoe-${values.name}>`,
    user: values.name ?? "",
    service: "service1",
    "remote-address": values["caller-id"] ?? "",
    uptime: v.span((Date.now() - madeAt) / 1000),
    encoding: "",
    mtu: "1480",
    mru: "1480",
    running: "true",
    disabled: "false",
    dynamic: "true",
  }),
};

const face: Menu = {
  path: "/interface",
  named: true,
  fixed: true,
  properties: {
    name: v.neededText(),
    type: v.text("ether"),
    mtu: v.text("1500"),
    "mac-address": v.bare(),
    ...v.disabledAndComment,
  },
  unique: [{ key: ({ name }) => name, text: "already have interface with such name" }],
  verbs: { "monitor-traffic": { policy: "read", run: monitorTraffic } },
  state(router, item) {
    const session = item.owner?.slice(3);
    const { rx, tx } = session ? router.ppp.bytes(session) : router.uplink();
    return {
      "rx-byte": String(rx),
      "tx-byte": String(tx),
      "rx-packet": String(Math.ceil(rx / 800)),
      "tx-packet": String(Math.ceil(tx / 1100)),
      running: item.values.disabled === "true" ? "false" : "true",
      ...dynamicFlag(router, item),
    };
  },
};

/** What goes through a port now, each second until it is cancelled; `once` for a single look. */
function monitorTraffic({ router, attributes }: Call): Answer {
  const item = router.find(
    "/interface",
    attributes.get("interface") ?? attributes.get(".id") ?? "",
  );
  const look = (round: number): Values => {
    const session = item.owner?.slice(3);
    const { rx, tx } = session ? router.ppp.speed(session) : { rx: 20_000_000, tx: 60_000_000 };
    return {
      name: item.values.name ?? "",
      "rx-bits-per-second": String(rx),
      "tx-bits-per-second": String(tx),
      ".section": String(round),
    };
  };
  if (attributes.has("once")) return { rows: [look(0)] };
  return {
    stream: (push) => {
      let round = 0;
      push(look(round++));
      const every = (v.seconds(attributes.get("interval") ?? "1") ?? 1) * 1000;
      const timer = setInterval(() => push(look(round++)), Math.max(every, 100)).unref();
      return () => clearInterval(timer);
    },
  };
}

export const pppMenus: readonly Menu[] = [secret, profile, active, aaa, server, sessions, face];
