import type { Router } from "../router/router";
import type { Menu, Property, Values } from "../router/spec";
import * as v from "../router/values";
import { dynamicFlag, madeAt } from "../router/view";

const addressList: Menu = {
  path: "/ip/firewall/address-list",
  properties: {
    list: v.neededText(),
    address: v.addressOrName(),
    // Shown as what is left of it.
    timeout: { ...v.duration("", [""]), bare: true, secret: "never" },
    ...v.disabledAndComment,
  },
  unique: [
    {
      key: ({ list, address, disabled }) =>
        disabled === "true" ? undefined : `${list}|${address}`,
      text: "already have such entry",
    },
  ],
  state: (router, item) => ({
    "creation-time": madeAt(router, item),
    dynamic: item.dynamic ? "true" : "false",
    ...(item.expiresAt && { timeout: v.span((item.expiresAt - Date.now()) / 1000) }),
  }),
  added: armTimeout,
  changed: armTimeout,
};

/** A row with a time limit is the router's own: dynamic, gone by itself. */
function armTimeout(router: Router, item: Parameters<NonNullable<Menu["added"]>>[1]): void {
  item.madeAt ??= router.now();
  const left = v.seconds(item.values.timeout ?? "");
  if (!left || item.expiresAt) return;
  item.dynamic = true;
  item.expiresAt = Date.now() + left * 1000;
  router.later(left * 1000, () => router.delete("/ip/firewall/address-list", item));
}

const MATCHERS = [
  ..."src-address dst-address src-address-list dst-address-list protocol src-port dst-port".split(
    " ",
  ),
  ..."in-interface out-interface in-interface-list out-interface-list connection-state".split(" "),
  ..."connection-nat-state connection-mark connection-rate packet-mark routing-mark content".split(
    " ",
  ),
  ..."src-mac-address dst-limit limit time hotspot jump-target address-list".split(" "),
  ..."address-list-timeout reject-with to-addresses to-ports log-prefix dst-address-type".split(
    " ",
  ),
  ..."new-connection-mark new-packet-mark new-routing-mark passthrough new-mss".split(" "),
  ..."src-address-type tcp-flags layer7-protocol ipsec-policy nth random port any-port".split(" "),
];

const matchers: Record<string, Property> = Object.fromEntries(
  MATCHERS.map((name) => [name, v.bare()]),
);

const rule = (path: string, actions: string, more: Partial<Menu> = {}): Menu => ({
  path,
  ordered: true,
  properties: {
    chain: v.neededText(),
    action: v.oneOf(actions.split(" "), "accept"),
    ...matchers,
    log: v.yesNo(),
    ...v.disabledAndComment,
  },
  state: (router, item) => ({
    bytes: "0",
    packets: "0",
    invalid: "false",
    ...dynamicFlag(router, item),
  }),
  ...more,
});

/** Above all: the rule that counts what fasttrack let through. Nobody wrote it and nobody can move it. */
function fasttrackCounter(router: Router): Values[] {
  const used = [...router.table("/ip/firewall/filter").all()].some(
    ({ values }) => values.action === "fasttrack-connection" && values.disabled !== "true",
  );
  if (!used) return [];
  const comment = "special dummy rule to show fasttrack counters";
  return [
    {
      ...{ ".id": "*FFFFFFFF", chain: "forward", action: "passthrough", bytes: "0", packets: "0" },
      ...{ log: "false", invalid: "false", dynamic: "true", disabled: "false", comment },
    },
  ];
}

const connection: Menu = {
  path: "/ip/firewall/connection",
  fixed: "remove",
  properties: {
    protocol: v.text("tcp"),
    "src-address": v.text(""),
    "dst-address": v.text(""),
    "reply-src-address": v.bare(),
    "reply-dst-address": v.bare(),
    "tcp-state": v.text("established"),
    timeout: v.text("1d"),
    "connection-mark": v.bare(),
  },
  state: () => ({ assured: "true", confirmed: "true", dying: "false", fasttrack: "false" }),
};

export const firewallMenus: readonly Menu[] = [
  addressList,
  rule(
    "/ip/firewall/filter",
    "accept drop reject tarpit jump return log passthrough add-src-to-address-list add-dst-to-address-list fasttrack-connection",
    { above: fasttrackCounter },
  ),
  rule(
    "/ip/firewall/nat",
    "accept dst-nat src-nat masquerade redirect netmap same jump return log passthrough add-src-to-address-list add-dst-to-address-list",
  ),
  rule(
    "/ip/firewall/mangle",
    "accept mark-connection mark-packet mark-routing change-mss jump return log passthrough",
  ),
  connection,
];
