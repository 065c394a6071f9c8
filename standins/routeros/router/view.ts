import type { Router } from "./router";
import type { Item, Menu, Values } from "./spec";
import { dateTime } from "./clock";

/** A row as `print` gives it: id, what was set, presets, what the router adds; comments and empty bare ones left out. */
export function completed(router: Router, menu: Menu, item: Item, sensitive = true): Values {
  const row: Values = menu.single ? {} : { ".id": item.id };
  const { values } = item;
  const isNew = router.version;
  for (const name in menu.properties) {
    const property = menu.properties[name];
    if (!property || (property.since ?? 0) > isNew || hidden(property.secret, sensitive)) continue;
    const value = values[name] ?? property.preset;
    if (value !== undefined && !(property.bare && value === "")) row[name] = value;
  }
  if (menu.state) Object.assign(row, menu.state(router, item));
  return row;
}

const hidden = (secret: "never" | "sensitive" | undefined, sensitive: boolean): boolean =>
  secret === "never" || (secret === "sensitive" && !sensitive);

/** The flag that says whose row it is, where a menu has such rows. */
export const dynamicFlag = (_: Router, item: Item): Values => ({
  dynamic: item.dynamic ? "true" : "false",
});

export const madeAt = (router: Router, item: Item): string =>
  dateTime(router, item.madeAt ?? router.bootedAt);
