import { createHash } from "node:crypto";
import { createServer } from "node:net";
import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { type RouterClosed, RouterLoginRefused, RouterSessionLimit } from "./errors";
import { openSession } from "./open-session";
import type { SessionOptions } from "./schema";
import { type RawRouter, type Script, startRawRouter } from "./testing/raw-router";
import { FINGERPRINT, startTlsRouter } from "./testing/tls-router";

const PASSWORD = "Contraseña-ñ";
const CHALLENGE = "0123456789abcdef0123456789abcdef";
const routers: RawRouter[] = [];
afterEach(async () => {
  await Promise.all(routers.splice(0).map((router) => router.close()));
});

async function kept(router: Promise<RawRouter>): Promise<RawRouter> {
  routers.push(await router);
  return router;
}

const open = (router: Pick<RawRouter, "port">, more: Partial<SessionOptions> = {}) =>
  openSession({
    ...{ host: "127.0.0.1", port: router.port, tls: { mode: "none" }, codePage: "utf8" },
    ...{ user: "trama", password: PASSWORD, connectDeadlineMs: 2_000, ...more },
  });

const refusalOf = (opening: Promise<unknown>): Promise<unknown> =>
  opening.then(
    () => expect.fail("it opened"),
    (error: unknown) => error,
  );

/** Answers each login by the words it got. */
const loginThat =
  (answer: (words: string[]) => string[]): Script =>
  (words, tag, peer) => {
    if (words[0] === "/login") {
      const [kind = "!done", ...more] = answer(words);
      peer.say([kind, `.tag=${tag}`, ...more]);
      if (kind === "!trap") peer.say(["!done", `.tag=${tag}`]);
    } else peer.say(["!done", `.tag=${tag}`]);
  };

const old =
  (encoded: Buffer): Script =>
  (words, tag, peer) => {
    const digest = createHash("md5")
      .update(Buffer.from([0]))
      .update(encoded)
      .update(Buffer.from(CHALLENGE, "hex"))
      .digest("hex");
    const answer = (asked: string[]) =>
      asked.includes(`=response=00${digest}`)
        ? ["!done"]
        : asked.some((word) => word.startsWith("=response="))
          ? ["!trap", "=message=cannot log in"]
          : ["!done", `=ret=${CHALLENGE}`];
    loginThat(answer)(words, tag, peer);
  };

describe("the login", () => {
  test("is one sentence for a router that takes it: no MD5 is ever sent", async () => {
    const router = await kept(startRawRouter(loginThat(() => ["!done"])));
    const session = await open(router);
    expect(session.version).toBeUndefined();
    const logins = router.heard.filter(([command]) => command === "/login");
    expect(logins).toHaveLength(1);
    expect(logins[0]).toEqual(expect.arrayContaining(["=name=trama", `=password=${PASSWORD}`]));
    await session.close();
  });

  test.each([
    ["utf8", Buffer.from(PASSWORD)],
    ["win1252", Buffer.from(PASSWORD, "latin1")],
  ])("answers an old router's challenge by the password's bytes in %s", async (codePage, bytes) => {
    const router = await kept(startRawRouter(old(bytes)));
    await (await open(router, { codePage })).close();
    expect(router.heard.filter(([command]) => command === "/login")).toHaveLength(2);
  });

  test("answers a challenge once only", async () => {
    const router = await kept(startRawRouter(loginThat(() => ["!done", `=ret=${CHALLENGE}`])));
    expect(await refusalOf(open(router))).toMatchObject({ problem: "login" });
    await expect.poll(() => router.sessions()).toBe(0);
    expect(router.heard).toHaveLength(2);
  });

  test("hears replies without a tag, as long as it is alone", async () => {
    const router = await kept(
      startRawRouter((words, tag, { say }) =>
        say(words[0] === "/login" ? ["!done"] : ["!done", `.tag=${tag}`]),
      ),
    );
    const session = await open(router);
    expect(await session.run("/x/print")).toMatchObject({ rows: [] });
    await session.close();
  });

  test("refused: typed, without the password, and the connection is gone", async () => {
    const router = await kept(
      startRawRouter(loginThat(() => ["!trap", "=message=invalid user name or password (6)"])),
    );
    const error = await refusalOf(open(router));
    expect(error).toBeInstanceOf(RouterLoginRefused);
    expect((error as Error).message).toContain("invalid user name or password (6)");
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(PASSWORD);
    await expect.poll(() => router.sessions()).toBe(0);
  });

  test("refused with the password repeated: not even then is it told", async () => {
    const repeat = (words: string[]) => ["!trap", `=message=no: ${words.join(" ")}`];
    const router = await kept(startRawRouter(loginThat(repeat)));
    const error = await refusalOf(open(router));
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(PASSWORD);
  });

  test("a router that is full says so", async () => {
    const full: Script = (_, __, { say, socket }) => {
      say(["!fatal", "too many sessions"]);
      socket.end();
    };
    const router = await kept(startRawRouter(full));
    expect(await refusalOf(open(router))).toBeInstanceOf(RouterSessionLimit);
  });
});

describe("opening", () => {
  test("ends at its deadline when the router takes the connection and says nothing", async () => {
    const router = await kept(startRawRouter(() => undefined));
    const error = await refusalOf(open(router, { connectDeadlineMs: 80 }));
    expect(error).toMatchObject({ name: "RouterClosed", reason: "connectTimeout" });
    await expect.poll(() => router.sessions()).toBe(0);
  });

  test("ends when it is aborted; so does the session later", async () => {
    const router = await kept(startRawRouter(loginThat(() => ["!done"])));
    expect(await refusalOf(open(router, { signal: AbortSignal.abort() }))).toMatchObject({
      reason: "aborted",
    });
    const abort = new AbortController();
    const session = await open(router, { signal: abort.signal });
    abort.abort();
    expect(await session.closed).toMatchObject({ reason: "aborted" });
    await expect.poll(() => router.sessions()).toBe(0);
  });

  test("a code page that nobody knows is refused before anything is opened", async () => {
    const router = await kept(startRawRouter(() => undefined));
    expect(await refusalOf(open(router, { codePage: "klingon" }))).toBeInstanceOf(RangeError);
    expect(router.peers).toHaveLength(0);
  });

  test("nobody there, or a guard that refuses: typed, with the cause", async () => {
    const gone = await startRawRouter(() => undefined);
    await gone.close();
    const error = await refusalOf(open(gone));
    expect(error).toMatchObject({ reason: "unreachable", cause: { code: "ECONNREFUSED" } });
    const guard = new Error("not an allowed network");
    const refuse = () => {
      throw guard;
    };
    expect(await refusalOf(open(gone, { connect: refuse }))).toMatchObject({ cause: guard });
  });

  test("an end before the login is a closed session, not an error out of nowhere", async () => {
    // Dropped at once it may look as if nobody had been there; after a while as if the router were full.
    const server = createServer((socket) => socket.resetAndDestroy());
    const router = await kept(startRawRouter(() => undefined, server));
    const error = (await refusalOf(open(router))) as Error;
    expect(["RouterSessionLimit", "RouterClosed"]).toContain(error.name);
    const full = await kept(startRawRouter((_, __, { socket }) => void socket.end()));
    expect(await refusalOf(open(full))).toBeInstanceOf(RouterSessionLimit);
    const half = await kept(
      startRawRouter((_, __, { socket }) => void socket.end(Uint8Array.of(5, 0x21, 0x64))),
    );
    expect(await refusalOf(open(half))).toMatchObject({ name: "RouterClosed", reason: "ended" });
  });
});

describe("TLS", () => {
  const login = loginThat(() => ["!done"]);

  test("a self-signed certificate is fine when it is the pinned one, colons or not", async () => {
    const router = await kept(startTlsRouter(login, "pinned"));
    const colons = FINGERPRINT.toUpperCase().replace(/..(?=.)/g, "$&:");
    for (const fingerprint256 of [FINGERPRINT, colons])
      await (await open(router, { tls: { mode: "pinned", fingerprint256 } })).close();
    expect(router.heard.length).toBe(4);
  });

  test("another certificate: refused before a single word is sent", async () => {
    const router = await kept(startTlsRouter(login, "pinned"));
    const fingerprint256 = FINGERPRINT.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
    const error = await refusalOf(open(router, { tls: { mode: "pinned", fingerprint256 } }));
    expect(error).toMatchObject({ name: "RouterClosed", reason: "certificate" });
    await expect.poll(() => router.sessions()).toBe(0);
    expect(router.heard).toEqual([]);
  });

  test("without a certificate (anonymous DH): encrypted; a pin refuses it", async () => {
    const router = await kept(startTlsRouter(login, "anonymous"));
    await (await open(router, { tls: { mode: "anonymous" } })).close();
    const pinned = { mode: "pinned", fingerprint256: FINGERPRINT } as const;
    expect(await refusalOf(open(router, { tls: pinned }))).toMatchObject({ reason: "tls" });
    expect(router.heard).toHaveLength(2);
  });

  test("a plain listener on the TLS port is told apart", async () => {
    const router = await kept(
      startRawRouter(({ length }, _, { say }) => say(["!done", `${length}`])),
    );
    const opening = open(router, { tls: { mode: "anonymous" }, connectDeadlineMs: 500 });
    expect(["tls", "connectTimeout"]).toContain(
      ((await refusalOf(opening)) as RouterClosed).reason,
    );
  });
});
