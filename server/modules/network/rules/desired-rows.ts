import {
  type Access,
  cutBy,
  type EnforcementState,
  LIST_MENU,
  MAIN_MENU,
  type Menu,
  rowName,
  type RouterWords,
} from "./access";
import { commentOf } from "./ownership";
import { maxLimit } from "./rate";

/** A row as it should be. `onAdd` is said once, when the row is made. */
export type DesiredRow = {
  readonly menu: Menu;
  readonly values: Readonly<Record<string, string>>;
  readonly onAdd: Readonly<Record<string, string>>;
};

/** What the router should hold for a service; nothing once it is gone. The main row comes first. */
export function desiredRows(
  access: Access,
  desired: EnforcementState,
  words: RouterWords,
): DesiredRow[] {
  if (desired === "gone") return [];
  const rows = [mainRow(access, desired, words)];
  const list = desired === "off" ? words.cutList : desired === "soft" ? words.softList : undefined;
  if (list && access.address && listsIt(access, desired)) rows.push(listRow(access, list));
  return rows;
}

/** The soft step of who is cut by disabling is a list where there is an address, else the profile. */
const listsIt = (access: Access, desired: EnforcementState): boolean =>
  cutBy(access) === "addressList" ||
  (desired === "soft" && access.method === "dhcp" && access.address !== null);

const listRow = (access: Access, list: string): DesiredRow => ({
  menu: LIST_MENU,
  values: { list, address: access.address ?? "", disabled: "no", comment: comment(access) },
  onAdd: {},
});

const comment = (access: Access) => commentOf(access, `#${access.number} ${access.human}`);
const flag = (on: boolean) => (on ? "yes" : "no");

function mainRow(access: Access, desired: EnforcementState, words: RouterWords): DesiredRow {
  const menu = MAIN_MENU[access.method];
  const off = desired === "off" && cutBy(access) === "disable";
  switch (access.method) {
    case "pppoe":
    case "hotspot":
      return { menu, ...userRow(access, profileOf(access, desired, words), off) };
    case "dhcp":
      return { menu, ...leaseRow(access, desired, words, off) };
    case "static":
      return {
        menu,
        values: {
          ...{ name: rowName(access), target: `${access.address ?? ""}/32`, disabled: "no" },
          ...{ "max-limit": maxLimit(access.rate ?? "0/0"), comment: comment(access) },
        },
        onAdd: {},
      };
    default:
      return access.method satisfies never;
  }
}

function userRow(access: Access, profile: string, off: boolean): Omit<DesiredRow, "menu"> {
  const address: Record<string, string> =
    access.method === "pppoe"
      ? { service: "pppoe", "remote-address": access.address ?? "" }
      : { server: access.server };
  const secret: Record<string, string> =
    access.secret === undefined ? {} : { password: access.secret };
  return {
    values: {
      ...{ name: rowName(access), profile, disabled: flag(off), comment: comment(access) },
      ...address,
      ...secret,
    },
    onAdd: {},
  };
}

function leaseRow(
  access: Access,
  desired: EnforcementState,
  words: RouterWords,
  off: boolean,
): Omit<DesiredRow, "menu"> {
  const soft = desired === "soft" && !access.address;
  const server: Record<string, string> = access.server === "all" ? {} : { server: access.server };
  const address: Record<string, string> = access.address ? { address: access.address } : {};
  return {
    values: {
      ...{ "mac-address": access.mac ?? "", "rate-limit": access.rate ?? "", disabled: "no" },
      ...{ "block-access": flag(off), "address-lists": soft ? words.softList : "" },
      ...{ comment: comment(access), ...address },
    },
    onAdd: server,
  };
}

/** Profile by which a session is let in; of who is cut by a list it stays the customer's own. */
function profileOf(access: Access, desired: EnforcementState, words: RouterWords): string {
  const by = cutBy(access);
  if (by === "addressList" || desired === "on" || desired === "gone") return access.profile;
  if (desired === "soft") return words.softProfile;
  return by === "profile" ? words.cutProfile : access.profile;
}
