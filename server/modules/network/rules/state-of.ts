import { type Access, type EnforcementState, type RouterRow, type RouterWords } from "./access";
import { isOurs } from "./ownership";

/** What was read of one service: its row, its sessions, and which addresses are in which list. */
export type View = {
  readonly main: RouterRow | undefined;
  readonly sessions: readonly RouterRow[];
  /** `list address` of each enabled row, dynamic ones too. */
  readonly listed: ReadonlySet<string>;
};

const isOn = (value: string | undefined) => value === "true" || value === "yes";
export const listKey = (list: string, address: string): string =>
  `${list} ${address.replace(/\/32$/, "")}`;

/**
 * What is so for the customer, whatever method was meant to bring it about: a secret that is disabled while its session
 * lives on has cut nobody, and an open secret whose session is still in the cut list has let nobody in.
 */
export function stateOf(access: Access, words: RouterWords, view: View): EnforcementState {
  const { main, sessions } = view;
  const addresses = sessions.map((row) => row.address ?? "").filter(Boolean);
  const inAll = (list: string) =>
    addresses.length > 0 && addresses.every((one) => view.listed.has(listKey(list, one)));
  const inAny = (list: string) =>
    [...addresses, access.address ?? main?.address ?? ""].some(
      (one) => one !== "" && view.listed.has(listKey(list, one)),
    );
  if (!main) return sessions.length > 0 && !inAll(words.cutList) ? "on" : "gone";
  if (access.method === "dhcp" || access.method === "static") {
    if (isOn(main["block-access"])) return "off";
    if (inAny(words.cutList)) return "off";
    const lists = (main["address-lists"] ?? "").split(",");
    return inAny(words.softList) || lists.includes(words.softList) ? "soft" : "on";
  }
  if (isOn(main.disabled)) return sessions.length === 0 || inAll(words.cutList) ? "off" : "on";
  if (main.profile === words.cutProfile)
    return sessions.length === 0 || inAll(words.cutList) ? "off" : "on";
  if (inAny(words.cutList)) return "off";
  if (main.profile === words.softProfile)
    return sessions.length === 0 || inAll(words.softList) ? "soft" : "on";
  return inAny(words.softList) ? "soft" : "on";
}

/** The service's own row among those read: ours by tag, even under another name. */
export const ourMain = (access: Access, rows: readonly RouterRow[]): RouterRow | undefined =>
  rows.find((row) => isOurs(row.comment, access));
