import { afterEach, describe, expect, test } from "vitest";
import {
  type RouterOsOptions,
  type RouterOsStandin,
  startRouterOs,
} from "@/standins/routeros/start";
import { RouterClosed, RouterLoginRefused, RouterSessionLimit, RouterTrap } from "./errors";
import { keepSession } from "./keep-session";
import { openSession } from "./open-session";
import type { RouterSession, RouterTls, SessionOptions } from "./schema";

// The client against the stand-in, which shares nothing with it, on both sides of each change of the protocol.
const VERSIONS = ["6.42", "6.49", "7.17", "7.18"];
const PASSWORD = "Señal-7·€";
const open: RouterOsStandin[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((router) => router.close()));
});

async function routerOf(options: RouterOsOptions): Promise<RouterOsStandin> {
  const users = [{ name: "trama", password: PASSWORD }];
  const router = await startRouterOs({ users, redialMs: 20, ...options });
  open.push(router);
  return router;
}

const settingsOf = (
  router: RouterOsStandin,
  more: Partial<SessionOptions> = {},
): SessionOptions => ({
  ...{ host: router.host, port: router.port, tls: { mode: "none" }, codePage: "utf8" },
  ...{ user: "trama", password: PASSWORD, connectDeadlineMs: 3_000, ...more },
});
const enter = (router: RouterOsStandin, more?: Partial<SessionOptions>) =>
  openSession(settingsOf(router, more));

const secret = (name: string) => ({
  name,
  password: "p=w",
  service: "pppoe",
  comment: `Año de ${name} 🛰`,
});
const names = (session: RouterSession) =>
  session
    .run("/ppp/secret/print", { proplist: ["name"] })
    .then(({ rows }) => rows.map(({ name }) => name));

/** Nothing is under way, the session still works, and once closed the router holds none. */
async function leaveClean(router: RouterOsStandin, session: RouterSession): Promise<void> {
  router.faults.heal();
  await expect.poll(() => session.inFlight).toBe(0);
  expect((await session.run("/system/identity/print")).rows).toHaveLength(1);
  await session.close();
  await expect.poll(() => router.sessions()).toBe(0);
}

describe.each(VERSIONS)("on %s", (version) => {
  test("signs in by that version's way, knows it, and is refused with a wrong password", async () => {
    const router = await routerOf({ version });
    const session = await enter(router);
    expect(session.version?.startsWith(version)).toBe(true);
    await expect(enter(router, { password: "otra" })).rejects.toBeInstanceOf(RouterLoginRefused);
    await leaveClean(router, session);
  });

  test("adds, reads, queries, changes and removes; ñ, = and emptiness come back as they went", async () => {
    const router = await routerOf({ version });
    const session = await enter(router);
    const { ret = "" } = await session.run("/ppp/secret/add", { attributes: secret("Peña=1") });
    expect(ret).toMatch(/^\*/);
    const proplist = [".id", "name", "comment", "password", "disabled"];
    const queries = ["?name=Peña=1", "?disabled=no", "?#&"];
    const { rows } = await session.run("/ppp/secret/print", { proplist, queries });
    expect(rows).toMatchObject([{ ".id": ret, name: "Peña=1", comment: "Año de Peña=1 🛰" }]);
    await session.run("/ppp/secret/set", {
      attributes: { ".id": ret, comment: "", disabled: true },
    });
    expect(router.menu("/ppp/secret")).toMatchObject([{ disabled: "true" }]);
    // The router leaves an empty comment out.
    expect(router.menu("/ppp/secret")[0]?.comment ?? "").toBe("");
    await session.run("/ppp/secret/remove", { attributes: { ".id": ret } });
    const none = await session.run("/ppp/secret/print", { queries: ["?name=Peña=1"] });
    expect(none).toMatchObject({ rows: [], empty: version === "7.18" });
    await leaveClean(router, session);
  });

  test("tells the router's no: missing, twice, not allowed", async () => {
    const router = await routerOf({ version });
    const session = await enter(router);
    const missing = session.run("/ppp/secret/set", { attributes: { ".id": "*FFF", comment: "x" } });
    await expect(missing).rejects.toMatchObject({ name: "RouterTrap", message: /no such item/ });
    await session.run("/ppp/secret/add", { attributes: secret("ana") });
    const twice = session.run("/ppp/secret/add", { attributes: secret("ana") });
    await expect(twice).rejects.toMatchObject({ message: /already have/ });
    router.faults.denyAll();
    const denied = session.run("/ppp/secret/print");
    await expect(denied).rejects.toMatchObject({ message: "not enough permissions (9)" });
    await expect(denied).rejects.toBeInstanceOf(RouterTrap);
    await leaveClean(router, session);
  });

  test("a thousand commands at once on one session, each answered for itself", async () => {
    const router = await routerOf({ version });
    const session = await enter(router);
    const wanted = Array.from({ length: 1_000 }, (_, n) => `c${n}`);
    await Promise.all(
      wanted.map((name) => session.run("/ppp/secret/add", { attributes: secret(name) })),
    );
    const found = await Promise.all(
      wanted.map((name) => session.run("/ppp/secret/print", { queries: [`?name=${name}`] })),
    );
    expect(found.map(({ rows }) => rows[0]?.name)).toEqual(wanted);
    expect(router.counts.sessions).toBe(1);
    await leaveClean(router, session);
  });

  test.each(["bytes", 7, 63] as const)("replies in pieces of %s change nothing", async (slice) => {
    const router = await routerOf({ version });
    for (const name of ["ana", "Ñandú", "x".repeat(200)]) router.add("/ppp/secret", { name });
    router.faults.slice = slice;
    const session = await enter(router);
    expect(await names(session)).toEqual(["ana", "Ñandú", "x".repeat(200)]);
    await leaveClean(router, session);
  });

  test("listens to sessions that come and go, beside commands, and stops", async () => {
    const router = await routerOf({ version });
    router.add("/ppp/secret", { name: "ana", password: "x" });
    const session = await enter(router);
    const feed = session.listen("/ppp/active/listen");
    await expect
      .poll(() => router.log.some(({ command }) => command.endsWith("/listen")))
      .toBe(true);
    router.dial("ana");
    let gone = "";
    for await (const row of feed) {
      if (row[".dead"]) break;
      gone = row[".id"] ?? "";
      await session.run("/ppp/active/remove", { attributes: { ".id": gone } });
    }
    expect(gone).toMatch(/^\*/);
    await leaveClean(router, session);
  });
});

describe("faults", () => {
  test("a reply cut in two at every offset", async () => {
    const router = await routerOf({});
    router.add("/ppp/secret", { name: "Ñandú=🛰", comment: "á".repeat(80) });
    const session = await enter(router);
    for (let at = 1; at < 420; at++) {
      router.faults.splitAt = at;
      const { rows } = await session.run("/ppp/secret/print", { proplist: ["name", "comment"] });
      expect(rows[0]?.name, `cut at ${at}`).toBe("Ñandú=🛰");
    }
    await leaveClean(router, session);
  });

  test.each(VERSIONS)("doubled, late and unknown !done on %s", async (version) => {
    const router = await routerOf({ version });
    const session = await enter(router);
    router.faults.duplicateDone();
    router.faults.unknownDone();
    await session.run("/ppp/secret/add", { attributes: secret("ana") });
    router.faults.lateDone(150);
    await expect(
      session.run("/ppp/secret/add", { attributes: secret("eva"), deadlineMs: 50 }),
    ).rejects.toMatchObject({ name: "RouterTimeout", sent: true });
    expect(await names(session)).toEqual(["ana", "eva"]);
    await leaveClean(router, session);
  });

  test("its own words at the end, a reset in a sentence, a reply lost after the write: all settle, and it is known what was sent", async () => {
    const router = await routerOf({});
    const faults = [
      () => router.faults.fatalNext("router was rebooted"),
      () => router.faults.resetMidSentence(),
      () => router.faults.lostReplyOnce(),
      () => void router.unplug(),
    ];
    for (const fault of faults) {
      await router.plug();
      const session = await enter(router);
      fault();
      const asked = Array.from({ length: 80 }, (_, n) =>
        session.run("/ppp/secret/add", { attributes: secret(`f${n}`) }).catch((e: unknown) => e),
      );
      const ends = (await Promise.all(asked)).filter((end) => end instanceof RouterClosed);
      expect(ends.length).toBeGreaterThan(0);
      expect(session.inFlight).toBe(0);
      await expect.poll(() => router.sessions()).toBe(0);
    }
  });

  test.each(["mute", "halfOpen"] as const)(
    "a router gone %s: commands end by their deadlines, the session soon after",
    async (fault) => {
      const router = await routerOf({});
      const session = await enter(router, { commandDeadlineMs: 100 });
      router.faults[fault]();
      const asked = Array.from({ length: 100 }, () => session.run("/ppp/secret/print"));
      for (const { status } of await Promise.allSettled(asked)) expect(status).toBe("rejected");
      expect(await session.closed).toMatchObject({ reason: "mute" });
      router.faults.heal();
      await expect.poll(() => router.sessions()).toBe(0);
    },
  );

  test("a router with no session left says so; a kept session comes in once there is one", async () => {
    const router = await routerOf({ maxSessions: 2 });
    const others = [await enter(router), await enter(router)];
    await expect(enter(router)).rejects.toBeInstanceOf(RouterSessionLimit);
    await others[0]?.close();
    await expect.poll(() => router.sessions()).toBe(1);
    const kept = keepSession(settingsOf(router));
    expect(await kept.use(names)).toEqual([]);
    await kept.close();
    await others[1]?.close();
    await expect.poll(() => router.sessions()).toBe(0);
  });

  test("a kept session outlives a reboot with a handful of logins", async () => {
    const router = await routerOf({});
    const kept = keepSession(settingsOf(router), { backoff: { minMs: 20, maxMs: 100 } });
    await kept.use(names);
    const back = router.reboot(200);
    let refused = 0;
    await expect
      .poll(() => kept.use(names).catch(() => (refused += 1)), { interval: 5, timeout: 5_000 })
      .toEqual([]);
    await back;
    expect(refused).toBeGreaterThan(0);
    expect(router.counts.sessions).toBe(2);
    await kept.close();
    await expect.poll(() => router.sessions()).toBe(0);
  });
});

describe("TLS and code pages", () => {
  test("the router's certificate pinned; another pin never gets to a login", async () => {
    const router = await routerOf({ tlsPort: 0 });
    const port = router.tlsPort ?? 0;
    const fingerprint256 = router.certificateFingerprint ?? "";
    const session = await enter(router, { port, tls: { mode: "pinned", fingerprint256 } });
    expect(await names(session)).toEqual([]);
    await session.close();
    const wrong: RouterTls = { mode: "pinned", fingerprint256: "ab".repeat(32) };
    await expect(enter(router, { port, tls: wrong })).rejects.toMatchObject({
      reason: "certificate",
    });
    expect(router.log.filter(({ command }) => command === "/system/resource/print")).toHaveLength(
      1,
    );
  });

  test("api-ssl without a certificate", async () => {
    const router = await routerOf({ tlsPort: 0, tlsAnonymous: true });
    const session = await enter(router, { port: router.tlsPort ?? 0, tls: { mode: "anonymous" } });
    expect(await names(session)).toEqual([]);
    await session.close();
  });

  test.each(["6.42", "7.18"])(
    "a router in win1252 on %s: password, names and comments both ways",
    async (version) => {
      const router = await routerOf({ version, codePage: "win1252" });
      const session = await enter(router, { codePage: "win1252" });
      await session.run("/ppp/secret/add", {
        attributes: { name: "Peña", comment: "pagó 5 € – «sí»" },
      });
      expect(router.menu("/ppp/secret")).toMatchObject([
        { name: "Peña", comment: "pagó 5 € – «sí»" },
      ]);
      const { rows } = await session.run("/ppp/secret/print");
      expect(rows).toMatchObject([{ name: "Peña", comment: "pagó 5 € – «sí»" }]);
      await leaveClean(router, session);
    },
  );

  test("letters of an old WinBox are readable on a router that is UTF-8 otherwise", async () => {
    const router = await routerOf({ codePage: "win1252" });
    router.add("/ppp/secret", { name: "Muñoz" });
    router.set("/user", "trama", { password: "simple" });
    const session = await enter(router, { password: "simple" });
    expect(await names(session)).toEqual(["Muñoz"]);
    await session.close();
  });
});
