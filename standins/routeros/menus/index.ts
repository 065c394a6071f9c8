import type { Menu } from "../router/spec";
import { customerMenus } from "./customers";
import { fileMenus } from "./files";
import { firewallMenus } from "./firewall";
import { ipMenus } from "./ip";
import { pppMenus } from "./ppp";
import { systemMenus } from "./system";
import { userMenus } from "./users";

const ALL: readonly Menu[] = [
  ...[...pppMenus, ...customerMenus, ...firewallMenus],
  ...[...ipMenus, ...fileMenus, ...userMenus, ...systemMenus],
];

/** The menus that a version has. */
export const menusOf = (version: number): readonly Menu[] =>
  ALL.filter((menu) => (menu.since ?? 0) <= version);
