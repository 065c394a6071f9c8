import { setTimeout as sleep } from "node:timers/promises";
import { type Brought, LotOver } from "@/server/modules/subscriptions/enforcement/port";
import { Conflict } from "@/server/kernel/errors";
import { RouterRefusal, type RouterLine } from "../port";
import {
  type Access,
  cutBy,
  type EnforcementState,
  type RouterWords,
  SESSION_MENU,
} from "../rules/access";
import { type Change, planService } from "../rules/changes";
import { desiredRows } from "../rules/desired-rows";
import { stateOf, type View } from "../rules/state-of";
import { observationOf, readWitness } from "./evidence";
import { readSnapshot, type Snapshot, viewOf } from "./read-views";

export type Task = { readonly access: Access; readonly desired: EnforcementState };

/** Sessions are ended one after another, at most one in so long: radios that all redial at once drown the router (§3.6). */
const KICK_PAUSE_MS = 20;

/**
 * Brings services to what they should be over a router's line, and reads back: read · write what differs, `before` asked
 * ahead of each service · verify · end the sessions that still run as before, by ids just read · read again. Idempotent.
 * What fails for one service is that service's; a line that breaks throws.
 */
export async function bringAll(
  line: RouterLine,
  words: RouterWords,
  tasks: readonly Task[],
  before: (task: Task) => Promise<void>,
): Promise<Map<string, Brought>> {
  const results = new Map<string, Brought>();
  const accesses = tasks.map(({ access }) => access);
  const first = await readSnapshot(line, words, accesses);
  const written: { task: Task; renewed: boolean }[] = [];
  let wrote = false;
  for (const task of tasks) {
    try {
      await before(task);
      const changes = await write(line, words, task, first);
      wrote ||= changes.length > 0;
      written.push({ task, renewed: changes.some(isRenewal) });
    } catch (error) {
      if (!belongsToOne(error)) throw error;
      results.set(task.access.serviceId, { error });
    }
  }
  const verified = wrote ? await readSnapshot(line, words, accesses) : first;
  const kicked = await kickAll(line, words, written, verified, before, results);
  const last = kicked ? await readSnapshot(line, words, accesses) : verified;
  const witness = await readWitness(line);
  for (const { task } of written)
    if (!results.has(task.access.serviceId))
      results.set(task.access.serviceId, {
        seen: observationOf(task.access, words, last, witness),
      });
  return results;
}

/** A refusal, a foreign row, a panic switch or the end of the lot stops one service; a dead line stops all. */
const belongsToOne = (error: unknown): boolean =>
  error instanceof RouterRefusal ||
  error instanceof Conflict ||
  error instanceof LotOver ||
  (error instanceof Error && error.name === "PanicHeld");

async function write(
  line: RouterLine,
  words: RouterWords,
  { access, desired }: Task,
  snapshot: Snapshot,
): Promise<readonly Change[]> {
  const should = desiredRows(access, desired, words);
  const { changes, blocker } = planService(access, should, snapshot.rowsOf(access, should));
  if (blocker) throw new Conflict(blocker.key);
  for (const change of changes) await send(line, change);
  return changes;
}

/** One change as a command. An id is always there: an empty one would mean every row to some commands. */
export async function send(line: RouterLine, change: Change): Promise<void> {
  if (change.kind === "add") {
    await line.run(`${change.menu}/add`, { attributes: change.values });
    return;
  }
  if (!/^\*[0-9A-F]+$/i.test(change.id)) throw new Error(`row id ${change.id} is none`);
  if (change.kind === "remove") {
    await line.run(`${change.menu}/remove`, { attributes: { ".id": change.id } });
    return;
  }
  await line.run(`${change.menu}/set`, { attributes: { ".id": change.id, ...change.values } });
}

/** A running session keeps its old profile and name until it dials anew. */
const isRenewal = (change: Change): boolean =>
  change.kind === "set" && ("profile" in change.values || "name" in change.values);

async function kickAll(
  line: RouterLine,
  words: RouterWords,
  written: readonly { task: Task; renewed: boolean }[],
  snapshot: Snapshot,
  before: (task: Task) => Promise<void>,
  results: Map<string, Brought>,
): Promise<boolean> {
  let kicked = false;
  let nextMs = 0;
  for (const { task, renewed } of written) {
    const view = viewOf(snapshot, task.access);
    if (!mustKick(task, words, view, renewed)) continue;
    try {
      await before(task);
      for (const session of view.sessions) {
        const waitMs = nextMs - performance.now();
        if (waitMs > 0) await sleep(waitMs);
        nextMs = performance.now() + KICK_PAUSE_MS;
        kicked = (await kick(line, task.access, session[".id"] ?? "")) || kicked;
      }
    } catch (error) {
      if (!belongsToOne(error)) throw error;
      results.set(task.access.serviceId, { error });
    }
  }
  return kicked;
}

/** Only once the row itself is right: kicked before, the client dials right back in (§3.6 c). */
function mustKick({ access, desired }: Task, words: RouterWords, view: View, renewed: boolean) {
  if (view.sessions.length === 0) return false;
  if (renewed) return true;
  if (stateOf(access, words, view) === desired) return false;
  return desired === "gone" || cutBy(access) !== "addressList";
}

async function kick(line: RouterLine, access: Access, id: string): Promise<boolean> {
  const session = SESSION_MENU[access.method];
  if (!session || !/^\*[0-9A-F]+$/i.test(id)) return false;
  try {
    await line.run(`${session.menu}/remove`, { attributes: { ".id": id } });
  } catch (error) {
    // It ended by itself in between.
    if (!(error instanceof RouterRefusal && /no such item/i.test(error.message))) throw error;
  }
  return true;
}
