import { afterEach, expect, test } from "vitest";
import { openSession } from "./open-session";
import type { SessionOptions } from "./schema";
import { type Peer, polite, type RawRouter, startRawRouter } from "./testing/raw-router";

const routers: RawRouter[] = [];
afterEach(async () => {
  await Promise.all(routers.splice(0).map((router) => router.close()));
});

type Say = (...sentences: string[][]) => void;

/** A router whose listens are in the test's hand; a cancel interrupts in one order or the other. */
async function scene(more: Partial<SessionOptions> = {}, cancelFirst = false) {
  const feeds: { tag: string; peer: Peer; say: Say }[] = [];
  const router = await startRawRouter(
    polite((words, tag, peer) => {
      if (words[0]?.endsWith("/listen")) feeds.push({ tag, peer, say: peer.say });
      else if (words[0] === "/cancel") {
        const old = words.find((word) => word.startsWith("=tag="))?.slice(5) ?? "";
        const own = [["!done", `.tag=${tag}`]];
        const ended = [
          ["!trap", `.tag=${old}`, "=category=2", "=message=interrupted"],
          ["!done", `.tag=${old}`],
        ];
        peer.say(...(cancelFirst ? [...own, ...ended] : [...ended, ...own]));
      } else peer.say(["!done", `.tag=${tag}`]);
    }),
  );
  routers.push(router);
  const session = await openSession({
    ...{ host: "127.0.0.1", port: router.port, tls: { mode: "none" }, codePage: "utf8" },
    ...{ user: "trama", password: "x", ...more },
  });
  const heard = async () => {
    await router.until("/ppp/active/listen");
    return feeds[0] as (typeof feeds)[number];
  };
  return { router, session, heard };
}

test.each([true, false])(
  "rows come as they happen; leaving the loop cancels (cancel's own answer first: %s)",
  async (first) => {
    const { session, heard, router } = await scene({}, first);
    const feed = session.listen("/ppp/active/listen");
    const { tag, say } = await heard();
    say(["!re", `.tag=${tag}`, "=name=ana"], ["!re", `.tag=${tag}`, "=.dead=true", "=.id=*1"]);
    const rows = [];
    for await (const row of feed) {
      rows.push(row);
      if (row[".dead"]) break;
    }
    expect(rows).toEqual([{ name: "ana" }, { ".dead": "true", ".id": "*1" }]);
    expect(router.heard.filter(([command]) => command === "/cancel")).toHaveLength(1);
    expect(session.inFlight).toBe(0);
    await feed.cancel();
    await session.close();
  },
);

test("commands go on beside it", async () => {
  const { session, heard } = await scene({ maxInFlight: 2 });
  const feed = session.listen("/ppp/active/listen");
  await heard();
  await Promise.all(Array.from({ length: 20 }, () => session.run("/x/print")));
  expect(session.inFlight).toBe(1);
  await feed.cancel();
  expect(await feed[Symbol.asyncIterator]().next()).toEqual({ done: true, value: undefined });
});

test("a reader that falls behind gets what fits, then an error; the router is told to stop", async () => {
  const { session, heard, router } = await scene();
  const feed = session.listen("/ppp/active/listen", { maxBuffered: 3 });
  const { tag, say } = await heard();
  say(...Array.from({ length: 9 }, (_, n) => ["!re", `.tag=${tag}`, `=n=${n}`]));
  await router.until("/cancel");
  const rows: string[] = [];
  const reading = (async () => {
    for await (const { n = "" } of feed) rows.push(n);
  })();
  await expect(reading).rejects.toMatchObject({ problem: "feedOverflow" });
  expect(rows).toEqual(["0", "1", "2"]);
  await expect.poll(() => session.inFlight).toBe(0);
});

test("a trap, an abort and an end of the session reach the reader, nobody else", async () => {
  const { session, heard } = await scene();
  const feed = session.listen("/ppp/active/listen");
  const { tag, say } = await heard();
  say(
    ["!trap", `.tag=${tag}`, "=category=0", "=message=no such command"],
    ["!done", `.tag=${tag}`],
  );
  await expect(feed[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    name: "RouterTrap",
    message: "no such command",
  });
  const abort = new AbortController();
  const aborted = session.listen("/a/listen", { signal: abort.signal })[Symbol.asyncIterator]();
  const waiting = aborted.next();
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
  const left = session.listen("/b/listen");
  const unread = session.listen("/c/listen");
  const badly = session.listen("nonsense")[Symbol.asyncIterator]().next();
  await expect(badly).rejects.toMatchObject({ problem: "badCommand" });
  await session.close();
  await expect(left[Symbol.asyncIterator]().next()).rejects.toMatchObject({ reason: "closed" });
  await unread.cancel();
});
