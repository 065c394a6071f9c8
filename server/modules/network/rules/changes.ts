import { type Access, LIST_MENU, MAIN_MENU, type Menu, type RouterRow, rowName } from "./access";
import type { DesiredRow } from "./desired-rows";
import { sameValue } from "./normalise";
import { isOurs, readTag } from "./ownership";

export type Change =
  | { readonly kind: "add"; readonly menu: Menu; readonly values: Readonly<Record<string, string>> }
  | {
      readonly kind: "set";
      readonly menu: Menu;
      readonly id: string;
      readonly values: Readonly<Record<string, string>>;
      readonly before: Readonly<Record<string, string>>;
    }
  | { readonly kind: "remove"; readonly menu: Menu; readonly id: string; readonly row: RouterRow };

/** Why nothing may be written: a row of somebody else's holds the name, the MAC or the address. */
export type Blocker = { readonly key: "row_foreign" | "address_taken"; readonly row: RouterRow };

export type ServicePlan = {
  readonly changes: readonly Change[];
  readonly blocker: Blocker | undefined;
};

/** Rows of a service's menus as read; each carries its `.id`. */
export type MenuRows = ReadonlyMap<string, readonly RouterRow[]>;

/**
 * What has to be written so that a service's rows are as they should be. Only rows with its own tag are touched; a row
 * of another's that stands in the way blocks the service and is left alone.
 */
export function planService(
  access: Access,
  desired: readonly DesiredRow[],
  actual: MenuRows,
): ServicePlan {
  const changes: Change[] = [];
  const kept = new Set<string>();
  for (const should of desired) {
    const rows = actual.get(should.menu) ?? [];
    const mine = ownRow(access, should, rows, kept);
    const blocker = mine ? undefined : blockerOf(access, should, rows);
    if (blocker) return { changes: [], blocker };
    if (!mine) {
      if (!saidAlready(should, rows))
        changes.push({ kind: "add", menu: should.menu, values: filled(should) });
    } else {
      kept.add(`${should.menu} ${mine[".id"]}`);
      const change = drift(should, mine);
      if (change) changes.push(change);
    }
  }
  return { changes: [...changes, ...leftovers(access, actual, kept)], blocker: undefined };
}

function ownRow(
  access: Access,
  { menu, values }: DesiredRow,
  rows: readonly RouterRow[],
  kept: ReadonlySet<string>,
): RouterRow | undefined {
  const ours = rows.filter(
    (row) => isOurs(row.comment, access) && !isDynamic(row) && !kept.has(`${menu} ${row[".id"]}`),
  );
  if (menu !== LIST_MENU) return ours.find((row) => row[".id"] === access.rowId) ?? ours[0];
  return ours.find(
    (row) => row.list === values.list && sameValue("address", row.address, values.address),
  );
}

/** Attributes that no two rows of a menu may share, so that an add would be refused or hit somebody else. */
function blockerOf(
  access: Access,
  { menu, values }: DesiredRow,
  rows: readonly RouterRow[],
): Blocker | undefined {
  const key = menu === MAIN_MENU.dhcp ? "mac-address" : "name";
  const others = rows.filter((row) => !isOurs(row.comment, access));
  if (menu === LIST_MENU) {
    const row = others.find(
      (one) =>
        one.list === values.list &&
        sameValue("address", one.address, values.address) &&
        !isDynamic(one),
    );
    return row && readTag(row.comment) ? { key: "address_taken", row } : undefined;
  }
  const row = others.find(
    (one) => sameValue(key, one[key], values[key] ?? rowName(access)) && !isDynamic(one),
  );
  return row && { key: "row_foreign", row };
}

/** Somebody's own row in our list says what we would say, and the router refuses a second one: it stays as it is. */
const saidAlready = ({ menu, values }: DesiredRow, rows: readonly RouterRow[]): boolean =>
  menu === LIST_MENU &&
  rows.some(
    (row) =>
      row.list === values.list &&
      sameValue("address", row.address, values.address) &&
      sameValue("disabled", row.disabled, "no"),
  );

/** An attribute that the router did not tell (a password without the policy) is not compared. */
function drift({ menu, values }: DesiredRow, row: RouterRow): Change | undefined {
  const names = Object.keys(values).filter(
    (name) =>
      !(name === "password" && row.password === undefined) &&
      !sameValue(name, row[name], values[name]),
  );
  if (names.length === 0) return undefined;
  const pick = (from: Readonly<Record<string, string>>) =>
    Object.fromEntries(names.map((name) => [name, from[name] ?? ""]));
  return { kind: "set", menu, id: row[".id"] ?? "", values: pick(values), before: pick(row) };
}

const filled = ({ values, onAdd }: DesiredRow): Record<string, string> =>
  Object.fromEntries(Object.entries({ ...values, ...onAdd }).filter(([, value]) => value !== ""));

/** Rows with the service's tag that nothing asks for any more. */
const leftovers = (access: Access, actual: MenuRows, kept: ReadonlySet<string>): Change[] =>
  [...actual].flatMap(([menu, rows]) =>
    rows
      .filter(
        (row) =>
          isOurs(row.comment, access) && !isDynamic(row) && !kept.has(`${menu} ${row[".id"]}`),
      )
      .filter((row) => (row[".id"] ?? "") !== "")
      .map((row) => ({ kind: "remove" as const, menu: menu as Menu, id: row[".id"] ?? "", row })),
  );

const isDynamic = (row: RouterRow) => row.dynamic === "true" || row.dynamic === "yes";
