import { matches } from "./query";
import type { Router } from "./router";
import type { Answer, Call, Item, Menu, Values } from "./spec";
import { Trap, unknownParameter } from "./trap";
import { seconds } from "./values";
import { completed } from "./view";

const OPTIONS = [
  ..."detail stats terse without-paging value-list brief as-value file from where follow".split(
    " ",
  ),
  ..."follow-only count-only interval append oid stats-detail show-ids .proplist .id".split(" "),
];

type Sight = {
  wanted: readonly string[] | undefined;
  queries: readonly string[];
  sensitive: boolean;
};

function sightOf({ attributes, queries, can }: Call): Sight {
  // What cannot be understood is said before the first row.
  matches({}, queries);
  return {
    wanted: attributes.get(".proplist")?.split(",").filter(Boolean),
    queries,
    sensitive: can("sensitive"),
  };
}

/** `print`: rows that pass the queries, with the properties asked for; a number only with `count-only`. */
export function print(call: Call): Answer {
  const { router, attributes } = call;
  for (const name of attributes.keys())
    if (!OPTIONS.includes(name)) throw unknownParameter(router.version, name);
  const sight = sightOf(call);
  if (attributes.has("count-only")) {
    let count = 0;
    for (const _ of shown(call, { ...sight, wanted: [] })) count++;
    return { ret: String(count) };
  }
  if (attributes.has("follow") || attributes.has("follow-only")) return listen(call);
  const every = attributes.get("interval");
  return every === undefined ? { rows: shown(call, sight) } : repeated(call, sight, every);
}

function* shown(call: Call, sight: Sight): Generator<Values> {
  const { router, menu } = call;
  for (const row of menu.above?.(router) ?? [])
    if (matches(row, sight.queries)) yield asked(row, sight.wanted);
  for (const item of menu.single ? [router.single(menu.path)] : [...router.items(menu.path)]) {
    const row = completed(router, menu, item, sight.sensitive);
    if (matches(row, sight.queries)) yield asked(row, sight.wanted);
  }
}

function asked(row: Values, wanted: readonly string[] | undefined): Values {
  if (!wanted) return row;
  const part: Values = {};
  for (const name of wanted) if (row[name] !== undefined) part[name] = row[name];
  return part;
}

/** The whole answer again and again; rows say which round they are of. */
function repeated(call: Call, sight: Sight, every: string): Answer {
  const wait = (seconds(every) ?? 0) * 1000;
  if (wait <= 0) throw new Trap("invalid value for argument interval", 1);
  return {
    stream: (push) => {
      let round = 0;
      const tell = () => {
        for (const row of shown(call, sight)) push({ ...row, ".section": String(round) });
        round++;
      };
      tell();
      const timer = setInterval(tell, wait).unref();
      return () => clearInterval(timer);
    },
  };
}

/** Endless: each change as the row that it made; a row that went as its id and `.dead`. */
export function listen(call: Call): Answer {
  const { router, menu, attributes } = call;
  const sight = sightOf(call);
  const withOld = attributes.has("follow");
  const dead = router.version < 6043 ? "yes" : "true";
  return {
    stream: (push) => {
      if (withOld) for (const row of shown(call, sight)) push(row);
      const tell = ({ path, item, gone }: { path: string; item: Item; gone: boolean }) => {
        if (path !== menu.path) return;
        if (gone) return push({ ".id": item.id, ".dead": dead });
        const row = rowOf(router, menu, item, sight);
        if (row) push(row);
      };
      router.on("changed", tell);
      return () => router.off("changed", tell);
    },
  };
}

function rowOf(router: Router, menu: Menu, item: Item, sight: Sight): Values | undefined {
  const row = completed(router, menu, item, sight.sensitive);
  return matches(row, sight.queries) ? asked(row, sight.wanted) : undefined;
}
