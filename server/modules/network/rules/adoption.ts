import {
  type AccessMethod,
  MAIN_MENU,
  type Menu,
  type RouterRow,
  type RouterWords,
} from "./access";
import { isRate } from "./rate";

/** What is kept of a foreign row: never a password, nothing that moves by itself. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  "/ppp/secret": ["name", "service", "profile", "remote-address", "disabled", "comment"],
  "/ip/hotspot/user": ["name", "server", "profile", "disabled", "comment"],
  "/ip/dhcp-server/lease": [
    ...["address", "mac-address", "server", "rate-limit", "block-access", "address-lists"],
    ...["disabled", "comment"],
  ],
  "/queue/simple": ["name", "target", "max-limit", "disabled", "comment"],
};

/** A foreign row as it is remembered. */
export type Found = Readonly<Record<string, string>>;

export const foundOf = (menu: string, row: RouterRow): Found =>
  Object.fromEntries(
    (KEPT[menu] ?? []).flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])),
  );

/** Is it, but for its comment, the row that was read? */
export const sameButComment = (left: Found, right: Found): boolean => {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  names.delete("comment");
  return [...names].every((name) => (left[name] ?? "") === (right[name] ?? ""));
};

/** By what a row can be known: people's words for it are in its comment. */
export type Marks = { name: string; mac: string; address: string; comment: string };

export const marksOf = (found: Found): Marks => ({
  name: found.name ?? "",
  mac: (found["mac-address"] ?? "").toUpperCase(),
  address: addressOf(found["remote-address"] ?? found.target ?? found.address) ?? "",
  comment: found.comment ?? "",
});

/** Where a service is by what its row says. */
export type Place = {
  readonly method: AccessMethod;
  readonly userName: string;
  readonly mac: string | null;
  readonly address: string | null;
  readonly profile: string;
  readonly server: string;
  readonly rate: string | null;
};

/**
 * The place that a foreign row gives to a service, so that nothing of the row has to change; undefined where a row is
 * of no one customer: a queue for a network, a lease without a MAC.
 */
export function placeOf(menu: Menu, found: Found, words: RouterWords): Place | undefined {
  const { name, mac, address } = marksOf(found);
  const ours = found.profile === words.cutProfile || found.profile === words.softProfile;
  const common = {
    ...{ mac: null, address: address || null, rate: null },
    profile: !found.profile || ours ? "default" : found.profile,
    server: found.server || "all",
  };
  switch (menu) {
    case MAIN_MENU.pppoe:
      return name ? { ...common, method: "pppoe", userName: name, server: "all" } : undefined;
    case MAIN_MENU.hotspot:
      return name ? { ...common, method: "hotspot", userName: name, address: null } : undefined;
    case MAIN_MENU.dhcp:
      return mac
        ? { ...common, method: "dhcp", userName: mac, mac, rate: rateOf(found["rate-limit"]) }
        : undefined;
    case MAIN_MENU.static:
      return address && name
        ? { ...common, method: "static", userName: name, rate: rateOf(found["max-limit"]) }
        : undefined;
    default:
      return undefined;
  }
}

const rateOf = (text: string | undefined): string | null => (text && isRate(text) ? text : null);

/** One IPv4 address, as a row writes it; of a network or a pool there is none. */
function addressOf(text: string | undefined): string | undefined {
  const [, address] = /^(\d{1,3}(?:\.\d{1,3}){3})(?:\/32)?$/.exec((text ?? "").trim()) ?? [];
  return address;
}
