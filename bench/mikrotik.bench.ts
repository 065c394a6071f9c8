import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter, once } from "node:events";
import type { Socket } from "node:net";
import { join } from "node:path";
import { RouterOSAPI } from "node-routeros";
import { Receiver } from "node-routeros/dist/connector/Receiver";
import { codePageOf } from "@/server/integrations/mikrotik/code-page";
import { encodeSentence } from "@/server/integrations/mikrotik/codec";
import { openSession } from "@/server/integrations/mikrotik/open-session";
import { SentenceParser } from "@/server/integrations/mikrotik/parser";
import { readReply } from "@/server/integrations/mikrotik/read-reply";
import type { RouterSession } from "@/server/integrations/mikrotik/schema";
import { type Measure, median, sideBySide } from "./report";

const AGAINST = "node-routeros 1.6.9 on the same stand-in (6.49)";
const page = codePageOf("utf8");

/** Our RouterOS client against the library that everybody used, on a version that it supports. */
export async function run(): Promise<Measure[]> {
  const server = fork(join(import.meta.dirname, "servers", "routeros.ts"), [], {
    execArgv: ["--import", "tsx"],
  });
  try {
    const [{ port }] = (await once(server, "message")) as [{ port: number }];
    return await measure(port);
  } finally {
    server.kill("SIGKILL");
    await gone(server);
  }
}

async function measure(port: number): Promise<Measure[]> {
  const account = { host: "127.0.0.1", port, user: "trama", password: "bench" };
  const ours = await openSession({ ...account, tls: { mode: "none" }, codePage: "utf8" });
  const theirs = new RouterOSAPI({ ...account, timeout: 60 });
  await theirs.connect();
  const get = () => ours.run("/system/identity/print");
  const peerGet = () => theirs.write("/system/identity/print");
  const set = (n: number) => ({ ".id": `cliente${n % 5_000}`, comment: `trama:t1/s${n} cambio` });
  const words = (n: number) => Object.entries(set(n)).map(([name, value]) => `=${name}=${value}`);
  const change = (n: number) => ours.run("/ppp/secret/set", { attributes: set(n) });
  const peerChange = (n: number) => theirs.write("/ppp/secret/set", words(n));
  const measures = [
    await compare(
      "commands one by one, as it comes (Nagle's delay left on)",
      () => serial(60, get),
      () => serial(60, peerGet),
    ),
  ];
  // From here on without its delay, which hides everything else.
  socketOf(theirs).setNoDelay(true);
  measures.push(
    await compare(
      "commands one by one",
      () => serial(1_000, get),
      () => serial(1_000, peerGet),
    ),
    await compare(
      "commands, 64 at once",
      () => abreast(2_000, 64, get),
      () => abreast(2_000, 64, peerGet),
    ),
    await compare(
      "commands, 1 000 at once",
      () => abreast(1_000, 1_000, get),
      () => abreast(1_000, 1_000, peerGet),
    ),
    await compare(
      "changes (set), 64 at once",
      () => abreast(1_000, 64, change),
      () => abreast(1_000, 64, peerChange),
    ),
    await compare(
      "adds, 64 at once",
      () => adds((n, words) => addOurs(ours, n, words)),
      () => adds((n, words) => theirs.write("/ppp/secret/add", [`=name=p${n}`, ...words])),
    ),
    await read(ours, theirs),
    await parseOnly(),
  );
  await ours.close();
  await theirs.close();
  return measures;
}

async function compare(
  name: string,
  ours: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<Measure> {
  return {
    name: `RouterOS: ${name}`,
    ...(await sideBySide(5, ours, baseline)),
    against: AGAINST,
    unit: "commands/s",
  };
}

const socketOf = (api: RouterOSAPI) =>
  (api as unknown as { connector: { socket: Socket } }).connector.socket;

async function serial(count: number, one: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  for (let n = 0; n < count; n++) await one();
  return (count * 1_000) / (performance.now() - started);
}

async function abreast(
  count: number,
  width: number,
  one: (n: number) => Promise<unknown>,
): Promise<number> {
  const started = performance.now();
  let next = 0;
  const lane = async () => {
    while (next < count) await one(next++);
  };
  await Promise.all(Array.from({ length: width }, lane));
  return (count * 1_000) / (performance.now() - started);
}

let added = 0;
const adds = (add: (n: number, words: string[]) => Promise<unknown>) =>
  abreast(500, 64, () => add(added++, ["=service=pppoe", "=profile=default"]));

const addOurs = (session: RouterSession, n: number, words: string[]) =>
  session.run("/ppp/secret/add", {
    attributes: {
      name: `o${n}`,
      ...Object.fromEntries(words.map((word) => word.slice(1).split("=") as [string, string])),
    },
  });

/** Megabytes of the wire a second, of a print of 5 000 secrets. */
async function read(ours: RouterSession, theirs: RouterOSAPI): Promise<Measure> {
  const proplist = [".id", "name", "profile", "comment", "disabled", "remote-address"];
  const queries = ["?>name=cliente"];
  const sizes: number[] = [];
  const mine = async () => {
    const started = performance.now();
    const { rows } = await ours.run("/ppp/secret/print", { proplist, queries, deadlineMs: 60_000 });
    sizes.push(bytesOf(rows));
    return (sizes[0] ?? 0) / 1e6 / ((performance.now() - started) / 1_000);
  };
  const peers = async () => {
    const started = performance.now();
    await theirs.write("/ppp/secret/print", [`=.proplist=${proplist.join(",")}`, ...queries]);
    return (sizes[0] ?? 0) / 1e6 / ((performance.now() - started) / 1_000);
  };
  const sides = await sideBySide(5, mine, peers);
  console.log(`  a print of ${(median(sizes) / 1e6).toFixed(2)} MB`);
  return {
    name: "RouterOS: reading 5 000 secrets",
    ...sides,
    against: `${AGAINST}; its stand-in's own time included`,
    unit: "MB/s",
  };
}

const bytesOf = (rows: readonly Readonly<Record<string, string>>[]) =>
  rows.reduce((sum, row) => sum + encodeSentence(wordsOf(row), page).length, 0);
const wordsOf = (row: Readonly<Record<string, string>>) => [
  "!re",
  ".tag=9",
  ...Object.entries(row).map(([name, value]) => `=${name}=${value}`),
];

/** The same bytes from memory in a network's fragments: what reading them costs, without any router. */
async function parseOnly(): Promise<Measure> {
  const row = (n: number) =>
    wordsOf({
      ...{
        ".id": `*${n.toString(16)}`,
        name: `cliente${n}`,
        profile: "default",
        disabled: "false",
      },
      ...{ comment: `trama:t1/s${n} Cliente numero ${n}`, "remote-address": `10.20.0.${n % 250}` },
    });
  const sentences = Array.from({ length: 5_000 }, (_, n) => encodeSentence(row(n), page));
  const bytes = Buffer.concat([...sentences, encodeSentence(["!done", ".tag=9"], page)]);
  const rate = (ms: number) => bytes.length / 1e6 / (ms / 1_000);
  const ours = async () => {
    const started = performance.now();
    const parser = new SentenceParser(page.decode);
    let rows = 0;
    for (const part of fragments(bytes))
      for (const words of parser.push(part)) if (readReply(words).kind === "!re") rows += 1;
    if (rows !== 5_000) throw new Error(`${rows} rows`);
    return rate(performance.now() - started);
  };
  const theirs = async () => {
    const started = performance.now();
    const receiver = new Receiver(new EventEmitter() as Socket);
    let rows = 0;
    receiver.read("9", (packet: string[]) => (rows += packet[0] === "!re" ? 1 : 0));
    for (const part of fragments(bytes)) receiver.processRawData(part);
    const ms = performance.now() - started;
    if (rows !== 5_000) throw new Error(`${rows} rows`);
    return rate(ms);
  };
  const sides = await sideBySide(9, ours, theirs);
  return {
    name: "RouterOS: parsing 5 000 rows",
    ...sides,
    against: "node-routeros' Receiver, the same bytes",
    unit: "MB/s",
  };
}

function* fragments(bytes: Buffer, size = 16_384): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const gone = (child: ChildProcess) =>
  child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
