import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import {
  RouterAborted,
  RouterClosed,
  RouterProtocolError,
  RouterTimeout,
  RouterTrap,
} from "./errors";
import { openSession } from "./open-session";
import type { SessionOptions } from "./schema";
import { polite, type RawRouter, type Script, startRawRouter, tagOf } from "./testing/raw-router";

const PASSWORD = "S3creto-Ñandú";
const routers: RawRouter[] = [];
afterEach(async () => {
  await Promise.all(routers.splice(0).map((router) => router.close()));
});

async function routerThat(script: Script): Promise<RawRouter> {
  const router = await startRawRouter(polite(script));
  routers.push(router);
  return router;
}

const open = (router: RawRouter, more: Partial<SessionOptions> = {}) =>
  openSession({
    ...{ host: "127.0.0.1", port: router.port, tls: { mode: "none" }, codePage: "utf8" },
    ...{ user: "trama", password: PASSWORD, ...more },
  });

const silent: Script = () => undefined;
const echo: Script = ([command, ...rest], tag, { say }) => {
  const attributes = rest.filter((word) => word.startsWith("="));
  if (command !== "/cancel") say(["!re", `.tag=${tag}`, ...attributes]);
  say(["!done", `.tag=${tag}`]);
};

describe("a command and its answer", () => {
  test("attributes keep =, ñ, emoji and emptiness both ways; true is yes, undefined is not sent", async () => {
    const session = await open(await routerThat(echo));
    const attributes = {
      comment: "a=b=c",
      name: "Peña 🛰",
      empty: "",
      on: true,
      n: 7,
      not: undefined,
    };
    const { rows } = await session.run("/x/print", { attributes });
    expect(rows).toEqual([{ comment: "a=b=c", name: "Peña 🛰", empty: "", on: "yes", n: "7" }]);
    expect(session.version).toBe("7.18.2 (stable)");
    await session.close();
  });

  test("the tag may stand anywhere in a reply", async () => {
    const router = await routerThat((_, tag, { say }) => {
      say(["!re", "=a=1", `.tag=${tag}`, "=b=2"], ["!re", "=a=3", `.tag=${tag}`]);
      say(["!done", "=ret=*1F", `.tag=${tag}`]);
    });
    const session = await open(router);
    const answer = await session.run("/x/print");
    expect(answer).toEqual({ rows: [{ a: "1", b: "2" }, { a: "3" }], ret: "*1F", empty: false });
  });

  test("!empty is an answer without rows", async () => {
    const session = await open(
      await routerThat((_, tag, { say }) =>
        say(["!empty", `.tag=${tag}`], ["!done", `.tag=${tag}`]),
      ),
    );
    expect(await session.run("/x/print")).toEqual({ rows: [], ret: undefined, empty: true });
  });

  test("every trap of a reply is told, with its category; the first one speaks", async () => {
    const router = await routerThat((_, tag, { say }) => {
      say(["!trap", `.tag=${tag}`, "=category=0", "=message=no such item"]);
      say(["!re", `.tag=${tag}`], ["!trap", "=message=failure", `.tag=${tag}`]);
      say(["!done", `.tag=${tag}`]);
    });
    const session = await open(router);
    const error = await session.run("/x/set").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RouterTrap);
    expect(error).toMatchObject({ message: "no such item", category: 0, command: "/x/set" });
    expect((error as RouterTrap).traps).toEqual([
      { message: "no such item", category: 0 },
      { message: "failure", category: undefined },
    ]);
    expect(session.inFlight).toBe(0);
  });

  test("late, doubled, unknown and untagged replies, and kinds of later versions, trouble nobody", async () => {
    const router = await routerThat((words, tag, { say }) => {
      say(["!done"], ["!re", "=x=1"], ["!trap", "=message=whose?"], ["!done", ".tag=zzz"]);
      say(["!news", `.tag=${tag}`], ["!re", `.tag=${tag}`, "=own=1"]);
      say(["!done", `.tag=${tag}`], ["!done", `.tag=${tag}`], ["!re", `.tag=${tag}`]);
      void words;
    });
    const session = await open(router);
    for (let i = 0; i < 3; i++)
      expect((await session.run("/x/print")).rows).toEqual([{ own: "1" }]);
    expect(session.inFlight).toBe(0);
  });

  test("what could not be meant is refused before anything is sent", async () => {
    const router = await routerThat(echo);
    const session = await open(router, { codePage: "win1252" });
    const heard = router.heard.length;
    for (const wrong of [
      session.run("no slash"),
      session.run("/x/set", { attributes: { "a=b": "1" } }),
      session.run("/x/set", { attributes: { n: Number.NaN } }),
      session.run("/x/print", { queries: ["name=x"] }),
      session.run("/x/set", { attributes: { comment: "📡" } }),
    ])
      await expect(wrong).rejects.toBeInstanceOf(RouterProtocolError);
    await session.run("/x/print");
    expect(router.heard.length).toBe(heard + 1);
  });
});

describe("many commands on one session", () => {
  test("two hundred at once, answered in reverse and interleaved: each gets its own, never over 64 on the wire", async () => {
    let most = 0;
    const held: (() => void)[] = [];
    const router = await routerThat((words, tag, { say }) => {
      const own = words[1] ?? "";
      held.push(() => say(["!re", `.tag=${tag}`, own], ["!done", `.tag=${tag}`]));
      most = Math.max(most, held.length);
      setTimeout(() => held.pop()?.(), 2);
    });
    const session = await open(router);
    const asked = Array.from({ length: 200 }, (_, n) =>
      session.run("/x/print", { attributes: { n } }),
    );
    expect(session.inFlight).toBe(64);
    const answers = await Promise.all(asked);
    expect(answers.map(({ rows }) => rows[0]?.n)).toEqual(asked.map((_, n) => String(n)));
    expect(most).toBeLessThanOrEqual(64);
    const tags = router.heard.map(tagOf);
    expect(new Set(tags).size).toBe(tags.length);
  });
});

test("the queue has an end: what does not fit is refused at once, unsent", async () => {
  const router = await routerThat(silent);
  const session = await open(router, { maxInFlight: 1 });
  const asked = Array.from({ length: 10_002 }, () =>
    session.run("/x/print").catch((error: Error) => error.name),
  );
  expect(await asked[10_001]).toBe("RouterBusy");
  await session.close();
  const ends = await Promise.all(asked);
  expect(ends.filter((name) => name === "RouterClosed")).toHaveLength(10_001);
});

describe("deadlines, aborts, ends", () => {
  test("a command without an answer is given up at its deadline and cancelled; what comes late is nobody's", async () => {
    let late: string[] = [];
    const router = await routerThat((words, tag, peer) => {
      if (words[0] === "/slow") late = ["!re", `.tag=${tag}`, "=late=1"];
      else if (words[0] === "/cancel") {
        const old = words.find((word) => word.startsWith("=tag="))?.slice(5);
        peer.say(late, ["!trap", `.tag=${old}`, "=category=2", "=message=interrupted"]);
        peer.say(["!done", `.tag=${tag}`], ["!done", `.tag=${old}`], late);
      } else echo(words, tag, peer);
    });
    const session = await open(router);
    const error = await session.run("/slow", { deadlineMs: 50 }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RouterTimeout);
    expect(error).toMatchObject({ sent: true, deadlineMs: 50, command: "/slow" });
    await router.until("/cancel");
    expect((await session.run("/x/print")).rows).toEqual([{}]);
    expect(session.inFlight).toBe(0);
  });

  test("one that still waits is never sent, and says so", async () => {
    const router = await routerThat((words, tag, peer) => {
      if (words[0] !== "/hold") echo(words, tag, peer);
    });
    const session = await open(router, { maxInFlight: 1 });
    const hold = session.run("/hold").catch((thrown: unknown) => thrown);
    const waiting = session.run("/x/set", { deadlineMs: 30 });
    await expect(waiting).rejects.toMatchObject({ name: "RouterTimeout", sent: false });
    await session.close();
    expect(await hold).toMatchObject({ name: "RouterClosed", reason: "closed", sent: true });
    expect(router.heard.some(([command]) => command === "/x/set")).toBe(false);
  });

  test("an abort settles it at once, before or after it left", async () => {
    const session = await open(await routerThat(silent));
    const already = session.run("/x/print", { signal: AbortSignal.abort() });
    await expect(already).rejects.toMatchObject({ name: "AbortError", sent: false });
    const abort = new AbortController();
    const going = session.run("/x/print", { signal: abort.signal });
    abort.abort(new Error("enough"));
    await expect(going).rejects.toBeInstanceOf(RouterAborted);
    await session.close();
  });

  test("!fatal ends everything that is pending, with its reason", async () => {
    const router = await routerThat((words, _, { say, socket }) => {
      if (words[0] !== "/quit") return;
      say(["!fatal", "session terminated on request"]);
      socket.end();
    });
    const session = await open(router, { maxInFlight: 2 });
    const pending = ["/a", "/quit", "/waits"].map((command) =>
      session.run(command).catch((thrown: unknown) => thrown),
    );
    const [first, , waited] = await Promise.all(pending);
    expect(first).toMatchObject({
      reason: "fatal",
      fatal: "session terminated on request",
      sent: true,
    });
    expect(waited).toMatchObject({ reason: "fatal", sent: false });
    expect(await session.closed).toMatchObject({ reason: "fatal" });
    await expect(session.run("/x/print")).rejects.toMatchObject({ reason: "fatal", sent: false });
  });

  test.each([
    ["resets", (peer: Parameters<Script>[2]) => peer.socket.resetAndDestroy(), /reset|ended/],
    [
      "closes in the middle of a sentence",
      (peer) => void peer.socket.end(Uint8Array.of(3, 0x21)),
      /ended/,
    ],
    ["sends a control byte", (peer) => void peer.socket.write(Uint8Array.of(0xff)), /protocol/],
    [
      "announces a word of 256 MB",
      (peer) => void peer.socket.write(Uint8Array.of(0xef, 255, 255, 255)),
      /protocol/,
    ],
  ] as [string, (peer: Parameters<Script>[2]) => void, RegExp][])(
    "a router that %s: everything settles, nothing is left open",
    async (_, harm, reason) => {
      const router = await routerThat((words, __, peer) => {
        if (words[0] === "/harm") harm(peer);
      });
      const session = await open(router);
      const pending = [...Array(100).keys()].map((n) =>
        session.run(n === 50 ? "/harm" : "/x/print").catch((thrown: unknown) => thrown),
      );
      for (const error of await Promise.all(pending)) {
        expect(error).toBeInstanceOf(RouterClosed);
        expect((error as RouterClosed).reason).toMatch(reason);
      }
      await expect.poll(() => router.sessions()).toBe(0);
      await session.close();
    },
  );

  test("a router gone mute ends the session once it does not even answer a cancel", async () => {
    const session = await open(await routerThat(silent), { commandDeadlineMs: 200 });
    await expect(session.run("/x/print", { deadlineMs: 30 })).rejects.toBeInstanceOf(RouterTimeout);
    expect(await session.closed).toMatchObject({ reason: "mute" });
  });

  test("a reply over its cap is given up alone; the session goes on", async () => {
    const router = await routerThat((words, tag, peer) => {
      if (words[0] !== "/big") return echo(words, tag, peer);
      for (let i = 0; i < 200; i++) peer.say(["!re", `.tag=${tag}`, `=x=${"x".repeat(1_000)}`]);
    });
    const session = await open(router, { maxReplyBytes: 50_000 });
    await expect(session.run("/big")).rejects.toMatchObject({ problem: "replyTooLarge" });
    expect((await session.run("/x/print")).rows).toEqual([{}]);
    await expect.poll(() => session.inFlight).toBe(0);
  });

  test("no error, and nothing that can be inspected, shows the password or a secret that was sent", async () => {
    const router = await routerThat((words, tag, { say }) => {
      const said = words.find((word) => word.startsWith("=password="));
      say(["!trap", `.tag=${tag}`, `=message=bad value ${said}`], ["!done", `.tag=${tag}`]);
    });
    const session = await open(router);
    const attributes = { password: "clave-de-Ana" };
    const error = await session.run("/ppp/secret/add", { attributes }).catch((e: unknown) => e);
    expect(inspect([session, error], { depth: 20, showHidden: true })).not.toMatch(/S3creto|clave/);
    expect(JSON.stringify([session, error])).not.toMatch(/S3creto|clave/);
    expect(error).toMatchObject({ message: "withheld: it repeats a secret" });
  });
});
