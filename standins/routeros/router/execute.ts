import { exportToFile } from "../menus/files";
import type { Router } from "./router";
import type { Answer, Call, Menu } from "./spec";
import { denied, Trap } from "./trap";
import { VERBS } from "./verbs";

export type By = { user: string; can(policy: string): boolean };

/** Does one command; throws a `Trap` for what the router refuses. */
export function execute(
  router: Router,
  command: string,
  attributes: Map<string, string>,
  queries: readonly string[],
  by: By,
): Answer {
  const cut = command.lastIndexOf("/");
  const path = command.slice(0, cut);
  const verb = command.slice(cut + 1);
  if (command === "/export") {
    if (!by.can("read")) throw denied();
    exportToFile(callOf(router, rootMenu, attributes, queries, by));
    return {};
  }
  if (!command.startsWith("/") || path === "") throw new Trap("no such command", 0);
  if (!router.has(path)) throw unknownMenu(router, path);
  const menu = router.table(path).menu;
  const known = own(menu.verbs, verb) ?? (isPossible(menu, verb) ? own(VERBS, verb) : undefined);
  if (!known) throw new Trap("no such command", 0);
  const policy = known.policy === "write" ? (menu.policy ?? "write") : known.policy;
  if (!by.can(policy)) throw denied();
  return known.run(callOf(router, menu, attributes, queries, by)) ?? {};
}

const rootMenu: Menu = { path: "", properties: {} };

const callOf = (
  router: Router,
  menu: Menu,
  attributes: Map<string, string>,
  queries: readonly string[],
  by: By,
): Call => ({ router, menu, attributes, queries, user: by.user, can: (policy) => by.can(policy) });

/** The first part that is not there is named in a trap of its own before the short one. */
function unknownMenu(router: Router, path: string): Trap {
  const menus = [...router.menus()].map((menu) => menu.path);
  const parts = path.split("/").slice(1);
  const wrong = parts.findIndex((_, at) => {
    const prefix = `/${parts.slice(0, at + 1).join("/")}`;
    return !menus.some((known) => known === prefix || known.startsWith(`${prefix}/`));
  });
  const first = new Trap(`no such command or directory (${parts[wrong] ?? parts.at(-1)})`, 0);
  return new Trap("no such command prefix", undefined, first);
}

/** Which of the common commands a menu has. */
function isPossible(menu: Menu, verb: string): boolean {
  const look = ["print", "getall", "listen"].includes(verb);
  if (menu.single) return look || (verb === "set" && menu.fixed !== true);
  if (menu.fixed === true && menu.verbs && Object.keys(menu.properties).length === 0) return false;
  if (verb === "move") return menu.ordered === true;
  if (verb === "comment") return "comment" in menu.properties;
  if (verb === "enable" || verb === "disable") return "disabled" in menu.properties;
  if (verb === "set" && Object.hasOwn(menu.properties, "disabled")) return true;
  if (verb === "remove" && menu.fixed === "remove") return true;
  return look || !menu.fixed;
}

/** What an object itself has by that name. */
const own = <T>(object: Record<string, T> | undefined, name: string): T | undefined =>
  object && Object.hasOwn(object, name) ? object[name] : undefined;
