import { type Found, foundOf } from "./adoption";
import {
  type Access,
  type EnforcementState,
  LIST_MENU,
  type RouterRow,
  type RouterWords,
} from "./access";
import { type MenuRows, planService } from "./changes";
import { desiredRows } from "./desired-rows";
import { normalise } from "./normalise";
import { readTag, tagOf } from "./ownership";
import type { Why } from "./propose";
import { indexRows } from "./rows-of";

export type DifferenceKind = "missing" | "drifted" | "extra" | "foreign" | "duplicateAddress";

/** One difference between what a router should hold and what it holds; never with a password in it. */
export type Difference = {
  readonly kind: DifferenceKind;
  readonly menu: string;
  readonly serviceId: string | null;
  readonly rowId: string | null;
  readonly label: string;
  readonly diff: Readonly<Record<string, { is: string; should: string }>>;
  /** Of a foreign row: what was read of it, and why a service is proposed. */
  readonly found: Found;
  readonly why: Why | null;
};
const own = { found: {}, why: null } as const;

export type Wanted = { readonly access: Access; readonly desired: EnforcementState };

/**
 * Compares a router with what it should hold (isp-domain.md §3.10). Missing, drifted and extra rows are ours to mend;
 * foreign ones and addresses that two hold are told and left alone.
 */
export function differencesOf(
  tenantId: string,
  wanted: readonly Wanted[],
  words: RouterWords,
  actual: MenuRows,
  /** Everyone who is on this router, those under way too: their rows are nobody else's. */
  claims: readonly Access[],
): Difference[] {
  const found: Difference[] = [];
  const rowsOf = indexRows(actual);
  for (const { access, desired } of wanted)
    found.push(...ofService(access, desired, words, rowsOf));
  const known = new Set(claims.map(({ serviceId }) => serviceId));
  return [...found, ...orphans(tenantId, known, actual), ...foreign(actual), ...doubles(actual)];
}

function ofService(
  access: Access,
  desired: EnforcementState,
  words: RouterWords,
  rowsOf: ReturnType<typeof indexRows>,
): Difference[] {
  const should = desiredRows(access, desired, words);
  const { changes, blocker } = planService(access, should, rowsOf(access, should));
  if (blocker) return [];
  const { serviceId } = access;
  return changes.map((change): Difference => {
    const label = access.userName;
    const menu = change.menu;
    if (change.kind === "add")
      return {
        kind: "missing",
        menu,
        serviceId,
        rowId: null,
        label,
        diff: pairs({}, change.values),
        ...own,
      };
    if (change.kind === "remove")
      return {
        kind: "extra",
        menu,
        serviceId,
        rowId: change.id,
        label: labelOf(change.row),
        diff: {},
        ...own,
      };
    const diff = pairs(change.before, change.values);
    return { kind: "drifted", menu, serviceId, rowId: change.id, label, diff, ...own };
  });
}

const HIDDEN = "••••";

/** Attribute → what it is and what it should be. */
const pairs = (is: RouterRow, should: RouterRow): Difference["diff"] =>
  Object.fromEntries(
    Object.keys(should).map((name) => [
      name,
      name === "password"
        ? { is: is.password ? HIDDEN : "", should: HIDDEN }
        : { is: is[name] ?? "", should: should[name] ?? "" },
    ]),
  );

const labelOf = (row: RouterRow): string => row.name ?? row.address ?? row["mac-address"] ?? "";

/** Rows with the tenant's tag for a service that this router does not hold (any more). */
const orphans = (tenantId: string, known: ReadonlySet<string>, actual: MenuRows): Difference[] =>
  [...actual].flatMap(([menu, rows]) =>
    rows.flatMap((row): Difference[] => {
      const tag = readTag(row.comment);
      if (tag?.tenantId !== tenantId || known.has(tag.serviceId)) return [];
      const rowId = row[".id"] ?? "";
      const label = labelOf(row);
      return [{ kind: "extra", menu, serviceId: null, rowId, label, diff: {}, ...own }];
    }),
  );

/** Rows without a tag: other people's, until one is adopted. */
const foreign = (actual: MenuRows): Difference[] =>
  [...actual].flatMap(([menu, rows]) =>
    menu === LIST_MENU
      ? []
      : rows
          .filter((row) => !readTag(row.comment) && row.dynamic !== "true")
          .map((row): Difference => ({
            ...{ kind: "foreign", menu, serviceId: null, rowId: row[".id"] ?? "" },
            ...{ label: labelOf(row), diff: {}, found: foundOf(menu, row), why: null },
          })),
  );

/** Two rows that give or hold one address: whom a list would cut is not clear. */
function doubles(actual: MenuRows): Difference[] {
  const holders = new Map<string, { menu: string; row: RouterRow }[]>();
  for (const [menu, rows] of actual) {
    if (menu === LIST_MENU) continue;
    for (const row of rows) {
      const at = normalise("address", row["remote-address"] ?? row.target ?? row.address);
      if (at === "") continue;
      holders.set(at, [...(holders.get(at) ?? []), { menu, row }]);
    }
  }
  return [...holders].flatMap(([address, all]) =>
    all.length < 2
      ? []
      : all.map(({ menu, row }): Difference => ({
          ...{ kind: "duplicateAddress", menu, rowId: row[".id"] ?? "" },
          ...{ serviceId: readTag(row.comment)?.serviceId ?? null, label: address, diff: {} },
          ...own,
        })),
  );
}

/** What a run would change on the router. */
export const changesOf = (found: readonly Difference[]): number =>
  found.filter(({ kind }) => kind === "missing" || kind === "drifted" || kind === "extra").length;

/**
 * What would still differ once a foreign row were a service's: attributes by their names, a list's row by its list. An
 * adoption writes none of it; the next comparison proposes it.
 */
export function differsOnceAdopted(
  access: Access,
  desired: EnforcementState,
  words: RouterWords,
  { menu, row }: { menu: string; row: RouterRow },
): Difference["diff"] {
  const tagged = { ...row, comment: tagOf(access) };
  const rowsOf = indexRows(
    new Map([
      [menu, [tagged]],
      [LIST_MENU, []],
    ]),
  );
  const found = ofService({ ...access, rowId: row[".id"] ?? null }, desired, words, rowsOf);
  const diffs = found.map((one) =>
    one.kind === "missing"
      ? {
          [one.diff.list?.should ?? one.menu]: {
            is: "",
            should: one.diff.address?.should ?? one.label,
          },
        }
      : one.diff,
  );
  const { comment: _, ...rest } = Object.assign({}, ...diffs) as Difference["diff"];
  return rest;
}
