import { listen, print } from "./print";
import type { Answer, Call, Item, Menu, Values } from "./spec";
import { noSuchItem, Trap, unknownParameter } from "./trap";

type Verb = { policy: string; run(call: Call): Answer | void };

/** What most menus can do. */
export const VERBS: Record<string, Verb | undefined> = {
  print: { policy: "read", run: print },
  getall: { policy: "read", run: print },
  listen: { policy: "read", run: listen },
  add: { policy: "write", run: add },
  set: { policy: "write", run: set },
  remove: { policy: "write", run: remove },
  enable: { policy: "write", run: (call) => give(call, { disabled: "false" }) },
  disable: { policy: "write", run: (call) => give(call, { disabled: "true" }) },
  comment: { policy: "write", run: set },
  unset: { policy: "write", run: unset },
  move: { policy: "write", run: move },
};

/** Values in canonical form; what says the preset is left out. */
function parsed(call: Call, skip: readonly string[]): Values {
  const { router, menu, attributes } = call;
  const values: Values = {};
  for (const [name, value] of attributes) {
    if (skip.includes(name)) continue;
    const property = Object.hasOwn(menu.properties, name) ? menu.properties[name] : undefined;
    if (!property || (property.since ?? 0) > router.version)
      throw unknownParameter(router.version, name);
    values[name] = property.parse(value, name, router);
  }
  return values;
}

const withoutPresets = (menu: Menu, values: Values): Values => {
  for (const name of Object.keys(values)) {
    const property = menu.properties[name];
    if (values[name] === property?.preset || (values[name] === "" && property?.bare))
      delete values[name];
  }
  return values;
};

function add(call: Call): Answer {
  const { router, menu, attributes } = call;
  const source = attributes.get("copy-from");
  const given = parsed(call, ["copy-from", ".id", ...(menu.ordered ? ["place-before"] : [])]);
  for (const [name, { needed }] of Object.entries(menu.properties))
    if (needed && given[name] === undefined && source === undefined)
      throw new Trap(`missing =${name}=`, 0);
  const before = attributes.get("place-before");
  const values = { ...(source !== undefined && router.find(menu.path, source).values), ...given };
  const anchor = before === undefined ? undefined : router.find(menu.path, before);
  const item = router.insert(
    menu.path,
    withoutPresets(menu, values),
    { madeAt: router.now() },
    anchor,
  );
  return { ret: item.id };
}

/** The rows that `.id` or `numbers` name: ids or names, several with commas. */
function targets({ router, menu, attributes }: Call): Item[] {
  if (menu.single) return [router.single(menu.path)];
  const given = attributes.get(".id") ?? attributes.get("numbers");
  if (given === undefined) throw new Trap("missing =.id=", 0);
  const names = given.split(",");
  if (names.length > 1 && menu.named && router.table(menu.path).byName(given))
    return [router.find(menu.path, given)];
  return names.map((name) => router.find(menu.path, name));
}

const changeable = (item: Item, menu: Menu): Item => {
  if (
    item.dynamic &&
    menu.path !== "/ip/dhcp-server/lease" &&
    menu.path !== "/ip/firewall/address-list"
  )
    throw new Trap("failure: can not change dynamic object");
  return item;
};

function set(call: Call): void {
  const { router, menu } = call;
  give(call, parsed(call, [".id", "numbers"]));
  if (menu.path === "/system/clock") router.setClock();
}

function give(call: Call, values: Values): void {
  const { router, menu } = call;
  for (const item of targets(call))
    router.change(
      menu.path,
      changeable(item, menu),
      withoutPresets(menu, { ...item.values, ...values }),
    );
}

function unset(call: Call): void {
  const { router, menu, attributes } = call;
  const name = attributes.get("value-name") ?? "";
  if (!Object.hasOwn(menu.properties, name)) throw unknownParameter(router.version, name);
  for (const item of targets(call)) {
    const { [name]: _gone, ...rest } = item.values;
    router.change(menu.path, changeable(item, menu), rest);
  }
}

function remove(call: Call): void {
  const { router, menu } = call;
  for (const item of targets(call)) {
    if (item.dynamic && !removable(menu)) throw new Trap("failure: can not remove dynamic object");
    if (
      menu.path === "/ppp/profile" &&
      ["default", "default-encryption"].includes(item.values.name ?? "")
    )
      throw new Trap("failure: can not remove default profile");
    router.delete(menu.path, item);
  }
}

const removable = (menu: Menu): boolean =>
  menu.fixed === "remove" ||
  ["/ip/dhcp-server/lease", "/ip/firewall/address-list"].includes(menu.path);

function move(call: Call): void {
  const { router, menu, attributes } = call;
  const moved = targets(call);
  const destination = attributes.get("destination") ?? "";
  const before = router.table(menu.path).byId(destination);
  if (before && moved.includes(before))
    throw new Trap("failure: can not move object before itself");
  if (moved.some((item) => item.dynamic)) throw noSuchItem();
  router.table(menu.path).move(moved, before);
}
