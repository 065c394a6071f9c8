import { createInterface } from "node:readline";
import { serveHandler, type Served } from "../serve-handler";
import { Trap } from "./router/trap";
import type { RouterOsStandin } from "./start";

type Hand = (standin: RouterOsStandin, ...words: string[]) => unknown;

/** What a person (or a journey) can do to the router, one line each. */
const HANDS: Record<string, { says: string; run: Hand } | undefined> = {
  unplug: { says: "pull its cable: connections are cut, new ones refused", run: (s) => s.unplug() },
  plug: { says: "put the cable back", run: (s) => s.plug() },
  reboot: {
    says: "[seconds] off and on again",
    run: (s, sec = "5") => s.reboot(Number(sec) * 1000),
  },
  mute: { says: "commands are done, nothing is answered", run: (s) => s.faults.mute() },
  halfopen: {
    says: "neither reads nor answers, the socket stays",
    run: (s) => s.faults.halfOpen(),
  },
  deny: { says: "refuse everything for want of permission", run: (s) => s.faults.denyAll() },
  latency: {
    says: "<ms> before each command",
    run: (s, ms = "0") => (s.faults.latencyMs = Number(ms)),
  },
  slice: {
    says: "<bytes> a piece that replies leave in; 0 for whole",
    run: (s, size = "0") => (s.faults.slice = Number(size) || undefined),
  },
  reset: {
    says: "break the next reply off in its middle",
    run: (s) => s.faults.resetMidSentence(),
  },
  lose: { says: "do the next write, lose its reply", run: (s) => s.faults.lostReplyOnce() },
  fatal: {
    says: "<reason> ends the session of the next command",
    run: (s, ...why) => s.faults.fatalNext(why.join(" ")),
  },
  clock: {
    says: "<seconds> that its clock is off",
    run: (s, sec = "0") => (s.faults.clockSkewMs = Number(sec) * 1000),
  },
  storm: {
    says: "<one in> commands goes wrong, by the router's seed",
    run: (s, oneIn = "20") => s.faults.storm(s.router.settings.seed, Number(oneIn)),
  },
  heal: { says: "end every fault", run: (s) => s.faults.heal() },
  dial: {
    says: "<user> a customer's PPPoE client calls, and calls again",
    run: (s, user = "") => s.dial(user),
  },
  customers: {
    says: "<count> customers with secrets, all of them dialling",
    run: (s, count = "10") => populate(s, Number(count)),
  },
  hangup: { says: "<user> it is switched off", run: (s, user = "") => s.hangUp(user) },
  join: {
    says: "<mac> <server> a DHCP client asks",
    run: (s, mac = "", server = "") => s.join(mac, server),
  },
  paste: {
    says: "<script in base64> into its terminal, as a person does",
    run: (s, script = "") => s.paste(Buffer.from(script, "base64").toString("utf8")),
  },
  press: { says: "the button that device-mode waits for", run: (s) => s.router.pressButton() },
  show: { says: "<menu> its rows", run: (s, path = "") => s.menu(path) },
  add: {
    says: "<menu> name=value …",
    run: (s, path = "", ...pairs) => s.add(path, pairsOf(pairs)),
  },
  set: {
    says: "<menu> <id> name=value …",
    run: (s, path = "", id = "", ...pairs) => s.set(path, id, pairsOf(pairs)),
  },
  remove: { says: "<menu> <id>", run: (s, path = "", id = "") => s.remove(path, id) },
  log: {
    says: "[count] commands that it was given last",
    run: (s, count = "10") => s.log.slice(-Number(count)),
  },
  status: { says: "what it is now", run: statusOf },
};

/** Something to practise on: a pool, a plan and customers on it, beside what there is. */
function populate(standin: RouterOsStandin, count: number): number {
  const has = (path: string, name: string) => standin.menu(path).some((row) => row.name === name);
  if (!has("/ip/pool", "practica"))
    standin.add("/ip/pool", { name: "practica", ranges: "100.64.0.10-100.64.63.250" });
  if (!has("/ppp/profile", "practica"))
    standin.add("/ppp/profile", {
      ...{
        name: "practica",
        "local-address": "100.64.0.1",
        "remote-address": "practica",
        "rate-limit": "5M/20M",
      },
    });
  const before = standin.menu("/ppp/secret").length;
  for (let at = before + 1; at <= before + count; at++) {
    standin.add("/ppp/secret", {
      name: `cliente${at}`,
      password: "x",
      service: "pppoe",
      profile: "practica",
    });
    standin.dial(`cliente${at}`);
  }
  return before + count;
}

const pairsOf = (pairs: string[]): Record<string, string> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const cut = pair.indexOf("=");
      return [pair.slice(0, cut), pair.slice(cut + 1)];
    }),
  );

function statusOf(standin: RouterOsStandin) {
  const { faults, counts, host, port } = standin;
  const { latencyMs, slice, muted, halfOpened, denied, clockSkewMs } = faults;
  return {
    ...{ version: standin.router.settings.version, host, port, plugged: standin.plugged },
    ...{ sessions: standin.sessions(), counts, online: standin.menu("/ppp/active").length },
    faults: { latencyMs, slice, muted, halfOpened, denied, clockSkewMs },
  };
}

/** Does what one line says; the answer is for reading, or for `JSON.stringify`. Throws with words about what is wrong. */
export async function obey(standin: RouterOsStandin, line: string): Promise<unknown> {
  const [word = "", ...rest] = [...line.matchAll(/"([^"]*)"|((?:[^\s"]|"[^"]*")+)/g)].map(
    ([, quoted, plain = ""]) => quoted ?? plain.replaceAll('"', ""),
  );
  if (word === "help" || word === "") return help();
  const hand = Object.hasOwn(HANDS, word.toLowerCase()) ? HANDS[word.toLowerCase()] : undefined;
  if (!hand) throw new Error(`No such word: ${word}. Try: help`);
  return (await hand.run(standin, ...rest)) ?? "ok";
}

const help = (): string =>
  Object.entries(HANDS)
    .map(([word, hand]) => `${word.padEnd(9)} ${hand?.says ?? ""}`)
    .join("\n");

/** Takes lines from the terminal. */
export function listenToStdin(standin: RouterOsStandin): void {
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    void obey(standin, line).then(
      (answer) => console.log(answer),
      (error: unknown) => console.log(error instanceof Trap ? error.message : String(error)),
    );
  });
}

/**
 * The same by HTTP on this machine: POST a line, get JSON; GET / for the status. Pages in a browser are refused: a
 * request that carries an origin, or another host's name, is none of ours.
 */
export function serveControl(standin: RouterOsStandin, port = 0): Promise<Served> {
  return serveHandler(async (request) => {
    const { hostname } = new URL(request.url);
    if (request.headers.has("origin") || !["127.0.0.1", "localhost"].includes(hostname))
      return Response.json({ error: "not from a page" }, { status: 403 });
    const line = request.method === "POST" ? await request.text() : "status";
    try {
      return Response.json(await obey(standin, line));
    } catch (error) {
      return Response.json({ error: error instanceof Error ? error.message : "" }, { status: 400 });
    }
  }, port);
}
