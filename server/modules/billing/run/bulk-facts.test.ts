import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allReactions, type Reaction, registerReactions } from "@/server/events/reactions";

const SERVER = join(process.cwd(), "server");

/** Files that append facts to the chain by themselves, past `record` and the reactions in its transaction, and which facts. */
function madeInBulk(): Map<string, string[]> {
  const files = readdirSync(SERVER, { recursive: true, encoding: "utf8" });
  const made = new Map<string, string[]>();
  for (const file of files) {
    if (!file.endsWith(".ts") || file.endsWith(".test.ts") || file.startsWith("testing/")) continue;
    const text = readFileSync(join(SERVER, file), "utf8");
    if (!/select app\.append_events\(/.test(text) || file === "events/append-events.ts") continue;
    made.set(
      file,
      [...text.matchAll(/'(\w+\.\w+)'::text/g)].map(([, name]) => name ?? ""),
    );
  }
  return made;
}

const deaf = (reactions: readonly Reaction[]): string[] => {
  const bulk = new Set([...madeInBulk().values()].flat());
  return reactions
    .filter(({ inTx, on }) => inTx && on.some((name) => bulk.has(name)))
    .map(({ name }) => name);
};

test("only the billing run makes facts in bulk, and of one kind", () => {
  expect(Object.fromEntries(madeInBulk())).toEqual({
    "modules/billing/run/internal/post-events.ts": ["invoice.created"],
    // A tenant that moves in brings the facts that were stated elsewhere.
    "modules/platform/internal/import-chain.ts": [],
  });
});

test("nobody reacts in the transaction to a fact that is made in bulk: he would never hear of it", async () => {
  expect(deaf(await allReactions())).toEqual([]);
});

test("a reaction in the transaction to such a fact, were it registered, would be found", async () => {
  const forget = registerReactions([
    { on: ["invoice.created"], name: "test.deaf", inTx: true, handle: async () => undefined },
    { on: ["invoice.created"], name: "test.hears", handle: async () => undefined },
    { on: ["invoice.paid"], name: "test.paid", inTx: true, handle: async () => undefined },
  ]);
  try {
    expect(deaf(await allReactions())).toEqual(["test.deaf"]);
  } finally {
    forget();
  }
});
