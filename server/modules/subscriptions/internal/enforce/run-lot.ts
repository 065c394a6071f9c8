import { TramaError } from "@/server/kernel/errors";
import { checkPanic } from "@/server/panic/check-panic";
import type { Ctx } from "@/server/tenancy/context";
import { enforcementOf } from "../../enforcement/adapters";
import {
  actionClassOf,
  type Brought,
  type EnforcementTarget,
  LotOver,
} from "../../enforcement/port";
import { inLaneRoom } from "../../enforcement/lane-room";
import type { Attempt } from "../../rules/outcome-of";
import { inTenant } from "@/server/tenancy/in-tenant";
import { attemptOf, runCommand, settleOrHold } from "./run-command";
import { type Ended, settleCommands } from "./settle-commands";
import { giveBack, type TakenCommand } from "./take-commands";

/** The enforcer answered, or nobody was there: `retryAfterSeconds` is when to knock again. */
export type LotEnd =
  | { readonly reached: true }
  | { readonly reached: false; retryAfterSeconds: number };

const KNOCK_SECONDS = 15;
/** Begins no command after this: a reconnection waits for seconds behind a mass cut, however slow the router. */
const LOT_MS = 5_000;

/**
 * Runs commands of one integration over one line, in their order, each asked of the panic switches right before it is
 * written; each is settled by what was read back of it. Never throws for the enforcer's sake.
 */
export async function runLot(
  ctx: Ctx,
  commands: readonly TakenCommand[],
  clock: () => Date,
): Promise<LotEnd> {
  for (const group of byClass(commands)) {
    const adapter = enforcementOf(group[0]?.kind ?? "");
    if (!adapter?.bringMany) {
      for (const command of group) await runCommand(ctx, command, clock);
      continue;
    }
    const done = await bring(ctx, adapter.bringMany, adapter.vendor, group);
    await settleAll(ctx, group, clock, done);
    if ("error" in done) {
      const known = done.error instanceof TramaError ? done.error.retryAfterSeconds : undefined;
      return { reached: false, retryAfterSeconds: Math.max(known ?? 0, KNOCK_SECONDS) };
    }
  }
  return { reached: true };
}

/** All of a lot in one transaction and a few statements; what panic held is listed one by one. */
async function settleAll(
  ctx: Ctx,
  group: readonly TakenCommand[],
  clock: () => Date,
  done: Done,
): Promise<void> {
  const ended: Ended[] = [];
  const left: string[] = [];
  for (const command of group) {
    if (isLeft(done, command)) {
      left.push(command.commandId);
      continue;
    }
    try {
      const { serviceId, commandId } = command;
      ended.push({ serviceId, commandId, attempt: attemptIn(done, command) });
    } catch (held) {
      await settleOrHold(ctx, command, clock, () => Promise.reject(held));
    }
  }
  await inLaneRoom(() => inTenant(ctx, (tx) => settleCommands(ctx, tx, ended, clock())));
  if (left.length > 0) await inLaneRoom(() => inTenant(ctx, (tx) => giveBack(ctx, tx, left)));
}

function isLeft(done: Done, { serviceId }: TakenCommand): boolean {
  const one = "map" in done ? done.map.get(serviceId) : undefined;
  return one !== undefined && "error" in one && one.error instanceof LotOver;
}

function attemptIn(done: Done, { serviceId, commandId }: TakenCommand): Attempt {
  const one = "map" in done ? done.map.get(serviceId) : { error: done.error };
  if (!one) return { failed: "nothing_read_back" };
  return "seen" in one ? one : attemptOf(one.error, commandId);
}

type Done = { readonly map: ReadonlyMap<string, Brought> } | { readonly error: unknown };

async function bring(
  ctx: Ctx,
  bringMany: NonNullable<NonNullable<ReturnType<typeof enforcementOf>>["bringMany"]>,
  vendor: string,
  group: readonly TakenCommand[],
): Promise<Done> {
  const asked = new Set<string>();
  let endsAtMs = Number.POSITIVE_INFINITY;
  const before = async ({ serviceId, integrationId, desired }: EnforcementTarget) => {
    if (asked.size === 0) endsAtMs = performance.now() + LOT_MS;
    // What was begun is brought to its end; one at least is.
    else if (!asked.has(serviceId) && performance.now() > endsAtMs) throw new LotOver();
    asked.add(serviceId);
    // Anew each time: a switch that another process sets finds one command on its way to each router, never two.
    await checkPanic(ctx, { id: integrationId ?? vendor, vendor }, actionClassOf(desired), {
      anew: true,
    });
  };
  try {
    return { map: await bringMany(ctx, group, before) };
  } catch (error) {
    return { error };
  }
}

/** A panic switch for cuts must not stop the reconnections beside them: one call holds one class. */
function byClass(commands: readonly TakenCommand[]): TakenCommand[][] {
  const groups: TakenCommand[][] = [];
  for (const command of commands) {
    const last = groups.at(-1);
    const same =
      last?.[0]?.kind === command.kind &&
      actionClassOf(last[0].desired) === actionClassOf(command.desired);
    if (last && same) last.push(command);
    else groups.push([command]);
  }
  return groups;
}
