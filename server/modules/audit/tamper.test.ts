import { createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { openDiskFiles } from "@/server/files/disk";
import { newId } from "@/server/kernel/ids";
import { verifyExport } from "@/scripts/audit-verify.mjs";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { exportAudit } from "./export-audit";
import { GENESIS, chainHash, ChainChecker } from "./rules/chain";

type Event = {
  type: "event";
  seq: number;
  id: string;
  name: string;
  entityType: string;
  entityId: string;
  occurredAt: string;
  body: string;
  prevHash: string;
  hash: string;
};
type Export = { header: object; events: Event[]; checkpoints: { text: string }[] };

const FACTS = 40;
const folder = mkdtempSync(join(tmpdir(), "trama-tamper-"));
let tenant: TestTenant;
let sound: Export;
let publicKey: string;

beforeAll(async () => {
  Object.assign(composition(), { files: openDiskFiles(folder) });
  tenant = await mintTenant();
  await inTenant(tenant.ctx, async () => {
    for (let i = 1; i < FACTS; i++)
      record(tenant.ctx, "webhook.test.requested", {
        entity: { type: "webhookEndpoint", id: newId() },
        payload: { message: `"${i}" },"at":"\n😀` },
      });
  });
  let text = "";
  for await (const chunk of exportAudit(tenant.ctx)) text += chunk;
  const [header = {}, ...rest] = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  sound = { header, events: rest.slice(0, FACTS), checkpoints: rest.slice(FACTS) };
  publicKey = (header as { publicKey: string }).publicKey;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = ({ header, events, checkpoints }: Export) =>
  [header, ...events, ...checkpoints].map((value) => JSON.stringify(value));

/** The row as the database hands it to the app's own checker. */
const row = (event: Event) => {
  const time = event.occurredAt.replace("T", " ").replace(/\.?0*Z$/, "");
  const frame = `Z","entity":{"id":${JSON.stringify(event.entityId)},"type":${JSON.stringify(event.entityType)}},"id":"${event.id}","name":${JSON.stringify(event.name)},"payload":`;
  return [event.hash, time, frame, event.prevHash, event.seq, event.body].join("\n");
};

/** What the app says of the same rows, with the head and checkpoint that it would hold them against. */
function appFinds(events: readonly Event[]): boolean {
  const checker = new ChainChecker(tenant.id);
  for (const event of events) checker.take(row(event));
  const end = sound.events.at(-1);
  const { seq, hash } = checker.point;
  return checker.problems.length > 0 || seq !== end?.seq || hash !== end.hash;
}

const index = fc.integer({ min: 0, max: FACTS - 1 });
const field = fc.constantFrom(
  "id",
  "name",
  "entityType",
  "entityId",
  "occurredAt",
  "body",
  "prevHash",
  "hash",
);

type Tampering = (events: Event[]) => Event[];
const at = (events: Event[], i: number): Event => events[i] as Event;

/** Everything after a change hashed anew, as a thief with time would do it. */
function rehash(events: Event[]): Event[] {
  let prevHash = GENESIS;
  return events.map((event, i) => {
    const hash = chainHash(prevHash, i + 1, event.body);
    const next = { ...event, seq: i + 1, prevHash, hash };
    prevHash = hash;
    return next;
  });
}

const tampering: fc.Arbitrary<Tampering> = fc.oneof(
  fc.tuple(index, field, fc.nat(), fc.integer({ min: 1, max: 90 })).map(
    ([i, name, place, step]): Tampering =>
      (events) =>
        events.with(i, changed(at(events, i), name, place, step)),
  ),
  index.map(
    (i): Tampering =>
      (events) =>
        events.toSpliced(i, 1),
  ),
  fc.tuple(index, index).map(
    ([i, j]): Tampering =>
      (events) =>
        events.toSpliced(i, 0, at(events, j)),
  ),
  fc
    .tuple(index, index)
    .filter(([i, j]) => i !== j)
    .map(
      ([i, j]): Tampering =>
        (events) =>
          events.with(i, at(events, j)).with(j, at(events, i)),
    ),
  index.map(
    (i): Tampering =>
      (events) =>
        events.slice(0, i),
  ),
  index.map(
    (i): Tampering =>
      (events) =>
        rehash(events.toSpliced(i, 1)),
  ),
  index.map(
    (i): Tampering =>
      (events) =>
        rehash(events.slice(0, i)),
  ),
  fc.tuple(index, fc.integer({ min: 1, max: 90 })).map(
    ([i, step]): Tampering =>
      (events) =>
        rehash(events.with(i, changed(at(events, i), "body", step, step))),
  ),
);

/** One character of one field made another. */
function changed(event: Event, name: keyof Event, place: number, step: number): Event {
  const text = String(event[name]);
  const i = place % text.length;
  const code = 33 + ((text.charCodeAt(i) - 33 + step + 94 * 800) % 94);
  const char = String.fromCharCode(code);
  return {
    ...event,
    [name]: text.slice(0, i) + (char === text[i] ? "~" : char) + text.slice(i + 1),
  };
}

test("the untouched export is sound for both verifiers", async () => {
  expect(await verifyExport(lines(sound))).toMatchObject({ ok: true, facts: FACTS, problems: [] });
  expect(appFinds(sound.events)).toBe(false);
});

test("2 000 tamperings (change, delete, insert, reorder, cut, rehash) are all found by both verifiers", async () => {
  let tried = 0;
  await fc.assert(
    fc.asyncProperty(tampering, async (tamper) => {
      const events = tamper(sound.events);
      if (JSON.stringify(events) === JSON.stringify(sound.events)) return;
      tried++;
      expect((await verifyExport(lines({ ...sound, events }))).ok).toBe(false);
      expect(appFinds(events)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
  expect(tried).toBeGreaterThan(1_900);
});

test("checkpoints that are dropped, changed or signed by another key are found", async () => {
  const none = await verifyExport(lines({ ...sound, checkpoints: [] }));
  expect(none.problems.map(({ kind }) => kind)).toEqual(["tailCut"]);
  const altered = sound.checkpoints.map((point) => ({
    ...point,
    text: point.text.replace(/"seq":\d+/, '"seq":1'),
  }));
  expect((await verifyExport(lines({ ...sound, checkpoints: altered }))).ok).toBe(false);
  const { privateKey } = generateKeyPairSync("ed25519");
  const forged = sound.checkpoints.map(({ text }) => ({
    type: "checkpoint",
    text,
    signature: sign(null, Buffer.from(text), privateKey).toString("base64"),
  }));
  expect((await verifyExport(lines({ ...sound, checkpoints: forged }))).ok).toBe(false);
});

test("a whole export forged under another key passes only where no key is pinned, and a pinned key finds it", async () => {
  const { privateKey } = generateKeyPairSync("ed25519");
  const own = createPublicKey(privateKey)
    .export({ format: "der", type: "spki" })
    .toString("base64");
  const events = rehash(sound.events.slice(0, 10));
  const text = JSON.stringify({ tenant: tenant.id, seq: 10, hash: events.at(-1)?.hash });
  const signature = sign(null, Buffer.from(text), privateKey).toString("base64");
  const forged = lines({
    header: { ...sound.header, publicKey: own, last: 10 },
    events,
    checkpoints: [{ type: "checkpoint", text, signature } as { text: string }],
  });
  const unpinned = await verifyExport(forged);
  expect(unpinned).toMatchObject({ ok: true, pinned: false });
  expect((await verifyExport(forged, { pinnedKey: publicKey })).ok).toBe(false);
  const kept = sound.checkpoints as { text: string; signature: string }[];
  expect((await verifyExport(forged, { outside: kept })).ok).toBe(false);
});
