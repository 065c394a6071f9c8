import { sql } from "drizzle-orm";
import { TramaError } from "@/server/kernel/errors";
import { log } from "@/server/log";
import { PanicHeld } from "@/server/outbound/panic-gate";
import { checkPanic } from "@/server/panic/check-panic";
import { runOrHold } from "@/server/panic/run-or-hold";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { enforcementOf } from "../../enforcement/adapters";
import { actionClassOf, type ServiceEnforcement } from "../../enforcement/port";
import { enforceOne } from "../../enforce-one";
import type { Attempt } from "../../rules/outcome-of";
import { settleCommands } from "./settle-commands";
import type { TakenCommand } from "./take-commands";

/**
 * Asks for one command and reads back, or lists it when a panic switch holds it. Never throws for the enforcer's sake:
 * what failed stands on the command. `clock` gives the instant now.
 */
export async function runCommand(
  ctx: Ctx,
  command: TakenCommand,
  clock: () => Date,
): Promise<"proven" | "open" | "held"> {
  return settleOrHold(ctx, command, clock, () => attempt(ctx, command));
}

/** Writes down how one command's attempt ended; what a panic switch held back is listed for a person. */
export async function settleOrHold(
  ctx: Ctx,
  command: TakenCommand,
  clock: () => Date,
  work: () => Promise<Attempt>,
): Promise<"proven" | "open" | "held"> {
  const { commandId, serviceId } = command;
  const held = {
    summary: `#${command.number} → ${command.desired}${command.reason ? ` (${command.reason})` : ""}`,
    job: enforceOne,
    payload: { commandId },
    dedupeKey: `enforce:${commandId}`,
  };
  const result = await runOrHold(ctx, held, work);
  if (result.held) {
    await inTenant(ctx, (tx) =>
      tx.execute(sql`update enforcement_commands set held_at = ${clock().toISOString()}::timestamptz,
        in_flight_until = null, attempts = greatest(attempts - 1, 0)
        where tenant_id = ${ctx.tenantId} and id = ${commandId}`),
    );
    return "held";
  }
  const proven = await inTenant(ctx, (tx) =>
    settleCommands(ctx, tx, [{ serviceId, commandId, attempt: result.value }], clock()),
  );
  return proven.has(commandId) ? "proven" : "open";
}

async function attempt(ctx: Ctx, command: TakenCommand): Promise<Attempt> {
  const adapter = enforcementOf(command.kind);
  if (!adapter) return { failed: "enforcement_unknown" };
  try {
    const integration = { id: command.integrationId ?? command.kind, vendor: adapter.vendor };
    await checkPanic(ctx, integration, actionClassOf(command.desired));
    return await askAndLook(ctx, adapter, command);
  } catch (error) {
    return attemptOf(error, command.commandId);
  }
}

/** What an error says of a command; a panic switch's passes. */
export function attemptOf(error: unknown, commandId: string): Attempt {
  if (error instanceof PanicHeld) throw error;
  log.warn({ err: error, commandId }, "enforcement failed");
  const known = error instanceof TramaError ? error : undefined;
  return { failed: known?.key ?? "failed", retryAfterSeconds: known?.retryAfterSeconds };
}

async function askAndLook(
  ctx: Ctx,
  adapter: ServiceEnforcement,
  command: TakenCommand,
): Promise<Attempt> {
  const applied = await adapter.apply(ctx, command);
  const seen = await adapter.readBack(ctx, command, applied);
  if (seen) return { seen };
  return adapter.byHand ? { waits: true } : { failed: "nothing_read_back" };
}
