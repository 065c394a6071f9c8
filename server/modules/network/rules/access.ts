import type { EnforcementState } from "@/server/modules/subscriptions/rules/desired-state";
import { type Tag, toAscii } from "./ownership";

export const ACCESS_METHODS = ["pppoe", "dhcp", "static", "hotspot"] as const;
export type AccessMethod = (typeof ACCESS_METHODS)[number];
export const CUT_METHODS = ["addressList", "profile", "disable"] as const;
export type CutMethod = (typeof CUT_METHODS)[number];

/** What we know of a service on its router. */
export type Access = Tag & {
  readonly number: number;
  /** Who it is, for people who read the router. */
  readonly human: string;
  readonly method: AccessMethod;
  readonly userName: string;
  /** Undefined: the row's own password stays. */
  readonly secret: string | undefined;
  readonly mac: string | null;
  readonly address: string | null;
  readonly profile: string;
  readonly server: string;
  /** As the router reads it; null: the profile says. */
  readonly rate: string | null;
  /** What is asked for; `cutBy` says what can be done. */
  readonly cutMethod: CutMethod;
  /** The router's row as last seen: found again after a rename. */
  readonly rowId: string | null;
};

/** What the router's lists and profiles are called. */
export type RouterWords = {
  readonly cutList: string;
  readonly softList: string;
  readonly cutProfile: string;
  readonly softProfile: string;
};

export type RouterRow = Readonly<Record<string, string>>;
export type { EnforcementState };

/** Menus that hold a service's own row. */
export const MAIN_MENU = {
  pppoe: "/ppp/secret",
  hotspot: "/ip/hotspot/user",
  dhcp: "/ip/dhcp-server/lease",
  static: "/queue/simple",
} as const satisfies Record<AccessMethod, string>;
export const LIST_MENU = "/ip/firewall/address-list";
export type Menu = (typeof MAIN_MENU)[AccessMethod] | typeof LIST_MENU;

/** Menus that hold sessions, and the attribute by which a session names its user. */
export const SESSION_MENU: Partial<Record<AccessMethod, { menu: string; by: string }>> = {
  pppoe: { menu: "/ppp/active", by: "name" },
  hotspot: { menu: "/ip/hotspot/active", by: "user" },
};

/** How this customer can be cut: a list needs a fixed address, a profile needs a session that takes it. */
export function cutBy({ method, address, cutMethod }: Access): CutMethod {
  if (method === "static") return "addressList";
  if (method === "dhcp") return cutMethod === "disable" || !address ? "disable" : "addressList";
  return cutMethod === "addressList" && !address ? "profile" : cutMethod;
}

/** Names that the router shows as it keeps them: never with what breaks its own export. */
export const rowName = (access: Access): string =>
  access.method === "static"
    ? toAscii(`trama-${access.number} ${access.userName}`).trim()
    : access.userName;
