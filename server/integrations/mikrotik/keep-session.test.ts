import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { backoffMs } from "./backoff";
import { RouterClosed, RouterLoginRefused, RouterTimeout } from "./errors";
import { keepSession, type KeepOptions } from "./keep-session";
import type { KeptSession, SessionOptions } from "./schema";
import { polite, type RawRouter, type Script, startRawRouter } from "./testing/raw-router";

const routers: RawRouter[] = [];
const keepers: KeptSession[] = [];
afterEach(async () => {
  await Promise.all(keepers.splice(0).map((keeper) => keeper.close()));
  await Promise.all(routers.splice(0).map((router) => router.close()));
});

const answers: Script = polite((words, tag, { say, socket }) => {
  if (words[0] === "/drop") socket.destroy();
  else say(["!done", `.tag=${tag}`]);
});

async function scene(script: Script = answers, options: KeepOptions = {}) {
  const router = await startRawRouter(script);
  routers.push(router);
  const settings: SessionOptions = {
    ...{ host: "127.0.0.1", port: router.port, tls: { mode: "none" }, codePage: "utf8" },
    ...{ user: "trama", password: "x", commandDeadlineMs: 1_000 },
  };
  const keeper = keepSession(settings, {
    ...{ backoff: { minMs: 40, maxMs: 80 }, random: () => 1, ...options },
  });
  keepers.push(keeper);
  const logins = () => router.heard.filter(([command]) => command === "/login").length;
  return { router, keeper, logins, settings };
}

test("a thousand uses, one login, never two at a time", async () => {
  const { keeper, logins, router } = await scene();
  let busy = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 1_000 }, () =>
      keeper.use(async (session) => {
        most = Math.max(most, (busy += 1));
        await session.run("/x/print");
        busy -= 1;
      }),
    ),
  );
  expect([logins(), most, await router.sessions()]).toEqual([1, 1, 1]);
});

test("a use that fails leaves the next one alone", async () => {
  const { keeper, logins } = await scene();
  await expect(keeper.use(() => Promise.reject(new Error("mine")))).rejects.toThrow("mine");
  await keeper.use((session) => session.run("/x/print"));
  expect(logins()).toBe(1);
});

test("a lost session is opened again at the next use; what was under way is not run again", async () => {
  const { keeper, logins, router } = await scene();
  let runs = 0;
  const lost = keeper.use((session) => {
    runs += 1;
    return session.run("/drop");
  });
  await expect(lost).rejects.toBeInstanceOf(RouterClosed);
  await keeper.use((session) => session.run("/x/print"));
  expect([runs, logins(), await router.sessions()]).toEqual([1, 2, 1]);
});

test("a router that refuses the password is asked once, however often it is wanted", async () => {
  const refuse: Script = (_, tag, { say }) =>
    say(["!trap", `.tag=${tag}`, "=message=cannot log in"], ["!done", `.tag=${tag}`]);
  const { keeper, logins } = await scene(refuse);
  const wanted = () => keeper.use((session) => session.run("/x/print")).catch((e: unknown) => e);
  expect(await wanted()).toBeInstanceOf(RouterLoginRefused);
  for (let i = 0; i < 50; i++) {
    const error = (await wanted()) as RouterClosed;
    expect(error).toMatchObject({ name: "RouterClosed", reason: "backoff" });
    expect(error.cause).toBeInstanceOf(RouterLoginRefused);
    expect(error.retryAfterMs).toBeGreaterThan(30_000);
  }
  expect(logins()).toBe(1);
});

test("a router that drops each session after its login is not stormed", async () => {
  const { keeper, logins } = await scene(answers, { patienceMs: 0 });
  for (let i = 0; i < 30; i++)
    await keeper.use((session) => session.run("/drop")).catch(() => undefined);
  expect(logins()).toBeLessThanOrEqual(3);
});

test("a short backoff is waited for, and the waiting can be aborted", async () => {
  const { keeper, router } = await scene(answers);
  const { port } = router;
  await router.close();
  await expect(keeper.use(async () => 1)).rejects.toMatchObject({ reason: "unreachable" });
  const started = performance.now();
  const again = keeper.use(async () => 1);
  await expect(again).rejects.toMatchObject({ reason: "unreachable" });
  expect(performance.now() - started).toBeGreaterThan(30);
  const signal = AbortSignal.timeout(5);
  await expect(keeper.use(async () => port, { signal })).rejects.toMatchObject({
    name: "AbortError",
  });
});

test("what nobody uses is closed, and opened again when wanted", async () => {
  const { keeper, router, logins } = await scene(answers, { idleMs: 20 });
  await keeper.use((session) => session.run("/x/print"));
  await expect.poll(() => router.sessions()).toBe(0);
  await keeper.use((session) => session.run("/x/print"));
  expect(logins()).toBe(2);
});

test("closing ends what runs, waits or opens, and nothing opens afterwards", async () => {
  const { keeper, router } = await scene(
    polite(() => undefined),
    {},
  );
  const uses = [1, 2, 3].map(() =>
    keeper.use((session) => session.run("/x/print")).catch((error: unknown) => error),
  );
  await router.until("/x/print");
  await keeper.close();
  for (const error of await Promise.all(uses))
    expect(error).toMatchObject({ name: "RouterClosed", reason: "closed" });
  await expect(keeper.use(async () => 1)).rejects.toMatchObject({ reason: "closed" });
  await expect.poll(() => router.sessions()).toBe(0);
});

test("an aborted caller goes; the next one has its turn once the work has ended", async () => {
  const { keeper } = await scene(
    polite((words, tag, { say }) => {
      if (words[0] !== "/mute") say(["!done", `.tag=${tag}`]);
    }),
  );
  const work = keeper.use((session) => session.run("/mute", { deadlineMs: 100 }), {
    signal: AbortSignal.timeout(10),
  });
  await expect(work).rejects.toMatchObject({ name: "AbortError" });
  expect(await keeper.use(async (session) => session.inFlight)).toBeTypeOf("number");
});

test("the backoff doubles up to its most, is spread over its upper half, and is longer where a login was refused", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, random) => {
        const timeout = new RouterTimeout("/x", 1, true);
        const whole = Math.min(300_000, 1_000 * 2 ** (n - 1));
        const ms = backoffMs(n, timeout, random);
        expect(ms).toBeGreaterThanOrEqual(Math.floor(whole / 2));
        expect(ms).toBeLessThanOrEqual(whole);
        expect(backoffMs(n, new RouterLoginRefused("no"), random)).toBeGreaterThanOrEqual(30_000);
      },
    ),
  );
});
