import type { RouterRow } from "./access";
import type { MenuRows } from "./changes";
import type { DesiredRow } from "./desired-rows";
import { normalise } from "./normalise";
import { tagOf, type Tag } from "./ownership";

/** By what a row can concern a service besides its tag: what no two rows of a menu may share. */
const KEYS = ["name", "mac-address", "address"] as const;
const TAG_LENGTH = "trama:t/s".length + 64;

/**
 * Which of a router's rows concern a service: its own by their tag, and those that hold a name, MAC or address that it
 * wants. A router of thousands is read through once, not once for each of them.
 */
export function indexRows(
  actual: MenuRows,
): (tag: Tag, desired: readonly DesiredRow[]) => MenuRows {
  const index = new Map<string, Set<RouterRow>>();
  const put = (key: string, row: RouterRow) => {
    const found = index.get(key);
    if (found) found.add(row);
    else index.set(key, new Set([row]));
  };
  for (const [menu, rows] of actual)
    for (const row of rows) {
      put(`${menu} ${(row.comment ?? "").slice(0, TAG_LENGTH)}`, row);
      for (const key of KEYS)
        if (row[key] !== undefined) put(`${menu} ${key} ${normalise(key, row[key])}`, row);
    }
  return (tag, desired) => {
    const own = tagOf(tag);
    const keysOf = (menu: string) =>
      desired
        .filter((row) => row.menu === menu)
        .flatMap(({ values }) =>
          KEYS.filter((key) => values[key] !== undefined).map(
            (key) => `${menu} ${key} ${normalise(key, values[key])}`,
          ),
        );
    return new Map(
      [...actual.keys()].map((menu) => [
        menu,
        [
          ...new Set(
            [`${menu} ${own}`, ...keysOf(menu)].flatMap((key) => [...(index.get(key) ?? [])]),
          ),
        ],
      ]),
    );
  };
}
