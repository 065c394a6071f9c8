import fc from "fast-check";
import { connect as tlsConnect } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { startRouterOs, type RouterOsOptions, type RouterOsStandin } from "./start";
import { attributesOf, RawClient } from "./testing/raw-client";
import { frame, SentenceReader } from "./wire";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function router(options: RouterOsOptions = {}): Promise<RouterOsStandin> {
  const standin = await startRouterOs({ redialMs: 30, ...options });
  open.push(standin);
  return standin;
}

async function client(standin: RouterOsStandin): Promise<RawClient> {
  const made = await RawClient.loggedIn(standin.port);
  open.push(made);
  return made;
}

const kinds = (sentences: string[][]) => sentences.map(([kind]) => kind);

describe("framing", () => {
  it("gives back every sentence, however the bytes are cut", () => {
    const word = fc.string({
      unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 300,
    });
    const sentences = fc.array(fc.array(word, { minLength: 1, maxLength: 5 }), { maxLength: 5 });
    fc.assert(
      fc.property(sentences, fc.integer({ min: 1, max: 50 }), (said, size) => {
        const bytes = Buffer.concat(said.map((words) => frame(words)));
        const reader = new SentenceReader();
        const heard: string[][] = [];
        for (let at = 0; at < bytes.length; at += size)
          heard.push(...reader.push(bytes.subarray(at, at + size)));
        expect(heard).toEqual(said);
      }),
    );
  });

  it.each([0x7f, 0x80, 0x3fff, 0x4000, 0x1f_ffff, 0x20_0000])(
    "carries a word of %i bytes",
    (length) => {
      const said = ["/x", "y".repeat(length)];
      expect(new SentenceReader().push(frame(said))).toEqual([said]);
    },
  );

  it("closes on a control byte, and ignores empty sentences", async () => {
    const standin = await router();
    const raw = await client(standin);
    raw.socket.write(Buffer.from([0, 0, 0]));
    expect(kinds(await raw.ask(["/system/identity/print"]))).toEqual(["!re", "!done"]);
    raw.socket.write(Buffer.from([0xf8]));
    await raw.until(() => false);
    expect(raw.ended).toBe("closed");
  });
});

describe("sessions", () => {
  it("ends one that asks before it logged in, and one that says goodbye, with !fatal and the reason", async () => {
    const standin = await router();
    const stranger = await RawClient.open(standin.port);
    expect(await stranger.ask(["/ppp/secret/print"])).toEqual([["!fatal", "not logged in"]]);
    const raw = await client(standin);
    expect(await raw.ask(["/quit", ".tag=1"])).toEqual([
      ["!fatal", "session terminated on request"],
    ]);
    await expect.poll(() => standin.sessions()).toBe(0);
  });

  it("takes twenty and no more", async () => {
    const standin = await router();
    for (let at = 0; at < 20; at++) await client(standin);
    const late = await RawClient.open(standin.port);
    await late.until(() => false);
    expect(late.ended).toBeDefined();
    expect(standin.sessions()).toBe(20);
  });

  it("says !empty from 7.18 on, for prints without rows only", async () => {
    for (const [version, wanted] of [
      ["7.17", ["!done"]],
      ["7.18", ["!empty", "!done"]],
    ] as const) {
      const raw = await client(await router({ version }));
      expect(kinds(await raw.ask(["/ppp/secret/print"]))).toEqual(wanted);
      expect(kinds(await raw.ask(["/ppp/secret/add", "=name=a"]))).toEqual(["!done"]);
    }
  });

  it("puts the tag first, in the middle and last, by its seed", async () => {
    const raw = await client(await router({ seed: 7 }));
    const places = new Set<number>();
    for (let at = 0; at < 30; at++) {
      const [row = []] = await raw.ask(["/system/resource/print", ".tag=t"]);
      places.add(row.indexOf(".tag=t"));
    }
    expect(places.size).toBe(3);
  });

  it("lets another command answer while a long print is under way", async () => {
    const standin = await router();
    for (let at = 0; at < 500; at++) standin.add("/ppp/secret", { name: `c${at}` });
    const raw = await client(standin);
    raw.say("/ppp/secret/print", ".tag=long");
    raw.say("/system/identity/print", ".tag=short");
    const doneOf = (tag: string) =>
      raw.sentences.findIndex((words) => words[0] === "!done" && words.includes(`.tag=${tag}`));
    await raw.until(() => doneOf("long") > 0);
    expect(doneOf("short")).toBeLessThan(doneOf("long"));
    expect(raw.sentences.filter((words) => words.includes(".tag=long")).length).toBe(501);
  });

  it("interrupts a listener by its tag and tells both", async () => {
    const raw = await client(await router());
    raw.say("/ppp/secret/listen", ".tag=10");
    raw.say("/cancel", "=tag=10", ".tag=20");
    await raw.until(() => raw.sentences.length >= 4);
    const told = raw.sentences.slice(-3);
    expect(told[0]).toContain("!trap");
    expect(attributesOf(told[0])).toEqual({ category: "2", message: "interrupted" });
    expect(
      told
        .slice(1)
        .map((words) => words.find((word) => word.startsWith(".tag=")))
        .sort(),
    ).toEqual([".tag=10", ".tag=20"]);
  });

  it("keeps the bytes that it was given, in whatever code page", async () => {
    const standin = await router({ codePage: "win1252" });
    standin.add("/ppp/secret", { name: "Peña" });
    const raw = await client(standin);
    const [row] = await raw.ask(["/ppp/secret/print", "=.proplist=name"]);
    expect(Buffer.from(attributesOf(row).name ?? "", "latin1").toString("hex")).toBe("5065f161");
  });

  it("speaks TLS with the certificate whose fingerprint it shows, or with none at all", async () => {
    const pinned = await router({ tlsPort: 0 });
    const socket = tlsConnect({
      host: "127.0.0.1",
      port: pinned.tlsPort,
      rejectUnauthorized: false,
    });
    await new Promise((resolve) => socket.once("secureConnect", resolve));
    expect(socket.getPeerCertificate().fingerprint256).toBe(pinned.certificateFingerprint);
    socket.destroy();
    const anonymous = await router({ tlsPort: 0, tlsAnonymous: true });
    const bare = tlsConnect({
      ...{ host: "127.0.0.1", port: anonymous.tlsPort, rejectUnauthorized: false },
      ...{ ciphers: "ADH:@SECLEVEL=0", maxVersion: "TLSv1.2" },
    });
    await new Promise((resolve, reject) =>
      bare.once("secureConnect", resolve).once("error", reject),
    );
    expect(bare.getCipher().name).toContain("ADH");
    bare.destroy();
  });
});

describe("faults", () => {
  it("cuts replies into bytes, or in two at any offset, without changing what they say", async () => {
    const standin = await router();
    const raw = await client(standin);
    const whole = await raw.ask(["/system/identity/print"]);
    const size = Buffer.concat(whole.map((words) => frame(words))).length;
    standin.faults.slice = "bytes";
    raw.chunks.length = 0;
    expect(await raw.ask(["/system/identity/print"])).toEqual(whole);
    expect(raw.chunks.length).toBeGreaterThan(size / 2);
    standin.faults.slice = undefined;
    for (let at = 1; at < size; at++) {
      standin.faults.splitAt = at;
      expect(await raw.ask(["/system/identity/print"])).toEqual(whole);
    }
  });

  it("does the work and says nothing when mute; does nothing when half open", async () => {
    const standin = await router();
    const raw = await client(standin);
    standin.faults.mute();
    raw.say("/ppp/secret/add", "=name=a");
    await expect.poll(() => standin.menu("/ppp/secret").length).toBe(1);
    standin.faults.halfOpen();
    raw.say("/ppp/secret/add", "=name=b");
    await raw.until(() => false, 100);
    expect([standin.menu("/ppp/secret").length, standin.sessions(), raw.ended]).toEqual([
      1,
      1,
      undefined,
    ]);
    standin.faults.heal();
    expect(kinds(await raw.ask(["/ppp/secret/add", "=name=c"]))).toEqual(["!done"]);
  });

  it("resets in the middle of a sentence", async () => {
    const standin = await router();
    const raw = await client(standin);
    standin.faults.resetMidSentence();
    const heard = await raw.ask(["/system/resource/print"]);
    expect([heard, raw.ended]).toEqual([[], "ECONNRESET"]);
    expect(raw.chunks.at(-1)).toBeGreaterThan(0);
  });

  it("does the write and loses the reply", async () => {
    const standin = await router();
    const raw = await client(standin);
    standin.faults.lostReplyOnce();
    expect(kinds(await raw.ask(["/ppp/secret/print"]))).toContain("!done");
    expect(await raw.ask(["/ppp/secret/add", "=name=a"])).toEqual([]);
    expect(standin.menu("/ppp/secret")).toMatchObject([{ name: "a" }]);
  });

  it("repeats, delays and invents !done", async () => {
    const standin = await router();
    const raw = await client(standin);
    standin.faults.duplicateDone();
    await raw.ask(["/system/identity/print", ".tag=1"]);
    await raw.until(
      () =>
        raw.sentences.filter((words) => words.includes("!done") && words.includes(".tag=1"))
          .length === 2,
    );
    standin.faults.unknownDone();
    expect(kinds(await raw.ask(["/system/identity/print", ".tag=2"]))[0]).toBe("!done");
    standin.faults.lateDone(80);
    const began = Date.now();
    raw.say("/system/identity/print", ".tag=3");
    await raw.until(() =>
      raw.sentences.some((words) => words[0] === "!done" && words.includes(".tag=3")),
    );
    expect(Date.now() - began).toBeGreaterThanOrEqual(75);
  });

  it("refuses, ends the session, waits, and runs by a wrong clock when told to", async () => {
    const standin = await router();
    const raw = await client(standin);
    standin.faults.denyAll();
    expect(attributesOf((await raw.ask(["/ppp/secret/print"]))[0]).message).toBe(
      "not enough permissions (9)",
    );
    standin.faults.heal();
    standin.faults.clockSkewMs = -86_400_000;
    const [clock] = await raw.ask(["/system/clock/print"]);
    const day = (at: number) =>
      new Intl.DateTimeFormat("en-CA", { timeZone: "America/Lima" }).format(at);
    expect(attributesOf(clock).date).toBe(day(Date.now() - 86_400_000));
    standin.faults.latencyMs = 60;
    const began = Date.now();
    await raw.ask(["/system/clock/print"]);
    expect(Date.now() - began).toBeGreaterThanOrEqual(58);
    standin.faults.fatalNext("router is shutting down");
    expect(await raw.ask(["/system/clock/print"])).toEqual([["!fatal", "router is shutting down"]]);
  });

  it("storms the same way for the same seed", async () => {
    const runs = await Promise.all(
      [5, 5, 6].map(async (seed) => {
        const standin = await router({ seed: 1 });
        standin.faults.tagPlace = "last";
        standin.faults.storm(seed, 3);
        const outcomes: string[] = [];
        for (let at = 0; at < 20; at++) {
          const raw = await client(standin);
          const heard = await raw.ask(["/ppp/secret/add", `=name=c${at}`, ".tag=1"]);
          outcomes.push(`${kinds(heard).join()} ${raw.ended ?? ""}`);
          raw.close();
        }
        return outcomes.join("|");
      }),
    );
    expect(runs[0]).toBe(runs[1]);
    expect(runs[0]).not.toBe(runs[2]);
    expect(runs.join()).toContain("!fatal");
  });

  it("can be unplugged and plugged in again, and reboot in the middle of work", async () => {
    const standin = await router();
    const raw = await client(standin);
    await standin.unplug();
    await raw.until(() => false);
    expect(raw.ended).toBe("ECONNRESET");
    await expect(RawClient.open(standin.port)).rejects.toThrow("ECONNREFUSED");
    await standin.plug();
    standin.add("/ppp/secret", { name: "ana", "remote-address": "10.0.0.5" });
    standin.dial("ana");
    const again = await client(standin);
    standin.faults.afterCommands(2, () => void standin.reboot(50));
    await again.ask(["/ppp/secret/set", "=.id=ana", "=comment=x"]);
    await again.ask(["/ppp/secret/set", "=.id=ana", "=comment=y"]);
    await expect.poll(() => again.ended).toBeDefined();
    expect(standin.menu("/ppp/active")).toEqual([]);
    await expect.poll(() => standin.menu("/ppp/active").length).toBe(1);
    expect(standin.menu("/ppp/secret")[0]?.comment).toBe("y");
  });
});
