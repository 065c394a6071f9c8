import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import { reportHealth } from "@/server/modules/integrations/report-health";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { noteFailure } from "./internal/note-seen";
import { readLatency } from "./internal/read-latency";
import { readPreflight, type RouterFacts } from "./internal/read-preflight";
import { readRouter } from "./internal/router-dto";
import { openRouter } from "./internal/router-row";
import { type Finding, preflight } from "./rules/preflight";
import type { CheckDto, RouterIdInput } from "./schema";

/** Signs in, reads what the router is and how it is set up, and says what must be mended. Throws `NotFound`, `Unavailable`. */
export async function checkRouter(ctx: Ctx, { routerId }: RouterIdInput): Promise<CheckDto> {
  authorize(ctx, "router.manage");
  const { router, account } = await openRouter(ctx, routerId);
  let facts: RouterFacts & { latencyMs: number };
  try {
    const call = { operation: "preflight", deadlineMs: 30_000, actionClass: "none" } as const;
    facts = await composition().routers.use(ctx, account, call, async (line) => ({
      ...(await readPreflight(line, router)),
      latencyMs: await readLatency(line),
    }));
  } catch (error) {
    throw await noteFailure(ctx, routerId, error);
  }
  const findings = preflight(facts.preflight);
  const ok = findings.every(({ level }) => level !== "fail");
  await note(ctx, routerId, facts, { ok, findings });
  const dto = await inTenant(ctx, (tx) => readRouter(ctx, tx, routerId));
  return { router: dto, ok, findings };
}

async function note(
  ctx: Ctx,
  routerId: string,
  facts: RouterFacts & { latencyMs: number },
  { ok, findings }: { ok: boolean; findings: Finding[] },
): Promise<void> {
  const { identity, serial, board } = facts;
  const { version, clockSkewMs } = facts.preflight;
  const failed = findings.filter(({ level }) => level === "fail").map(({ rule }) => rule);
  await inTenant(ctx, async (tx) => {
    await tx.execute(sql`update routers set state = ${ok ? "ready" : "attention"}, identity = ${identity}, serial = ${serial},
      board = ${board}, version = ${version}, clock_skew_ms = ${clockSkewMs ?? null}, latency_ms = ${facts.latencyMs}, checked_at = now(), last_seen_at = now(),
      last_error = null, failing_since = null where tenant_id = ${ctx.tenantId} and id = ${routerId}`);
    await tx.execute(sql`insert into router_checks (id, tenant_id, router_id, ok, results)
      values (${newId()}, ${ctx.tenantId}, ${routerId}, ${ok}, ${JSON.stringify(findings)}::jsonb)`);
    record(ctx, "router.checked", {
      entity: { type: "router", id: routerId },
      payload: { ok, failed, version },
    });
    await reportHealth(ctx, routerId, ok ? "ok" : "degraded", ok ? null : (failed[0] ?? null));
  });
}
