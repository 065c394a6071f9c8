import type { Observation } from "@/server/modules/subscriptions/enforcement/port";
import type { RouterLine } from "../port";
import { type Access, LIST_MENU, MAIN_MENU, type RouterWords } from "../rules/access";
import { isOurs } from "../rules/ownership";
import { stateOf } from "../rules/state-of";
import { type Snapshot, viewOf } from "./read-views";

/** Who answered, and what its own clock said. */
export type Witness = { readonly router: string; readonly routerTime: string };

export async function readWitness(line: RouterLine): Promise<Witness> {
  const [name] = (await line.run("/system/identity/print")).rows;
  const [clock] = (await line.run("/system/clock/print")).rows;
  return {
    router: name?.name ?? "",
    routerTime: [clock?.date, clock?.time, clock?.["gmt-offset"]].filter(Boolean).join(" "),
  };
}

/** What a snapshot proves of a service: its state, and the rows and sessions that say so. No passwords. */
export function observationOf(
  access: Access,
  words: RouterWords,
  snapshot: Snapshot,
  witness: Witness,
): Observation {
  const view = viewOf(snapshot, access);
  const lists = (snapshot.rowsOf(access, []).get(LIST_MENU) ?? []).filter((row) =>
    isOurs(row.comment, access),
  );
  const shown = ["name", "profile", "disabled", "address", "mac-address", "block-access", "target"];
  const rows = [
    ...(view.main
      ? [{ menu: MAIN_MENU[access.method], ...pick(view.main, [".id", ...shown]) }]
      : []),
    ...lists.map((row) => ({ menu: LIST_MENU, ...pick(row, [".id", "list", "address"]) })),
  ];
  return {
    state: stateOf(access, words, view),
    evidence: {
      ...{ by: "router", ...witness, rows },
      sessions: view.sessions.map((row) => pick(row, [".id", "address", "uptime"])),
    },
  };
}

const pick = (row: Readonly<Record<string, string>>, names: readonly string[]) =>
  Object.fromEntries(names.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])));
