import { sql } from "drizzle-orm";
import { newId } from "@/server/kernel/ids";
import { callVendor } from "@/server/outbound/call-vendor";
import { forgetLanes } from "@/server/outbound/lanes";
import { VendorFailure } from "@/server/outbound/vendor-failure";
import { forgetPanics } from "@/server/panic/active-panics";
import { switchPanicOff } from "@/server/panic/switch-panic-off";
import { switchPanicOn } from "@/server/panic/switch-panic-on";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "./tenant";

/** A tenant with an owner, and a router whose cuts panic may hold. */
export type PanicScene = { tenant: TestTenant; owner: Ctx; router: { id: string; vendor: string } };

export async function mintPanicScene(): Promise<PanicScene> {
  forgetLanes();
  const tenant = await mintTenant();
  const { ctx: owner } = await mintStaff(tenant, "owner");
  return { tenant, owner, router: { id: newId(), vendor: "acme" } };
}

/** Switches panic on by hand. */
export const panicOn = (
  scene: PanicScene,
  over: Partial<Parameters<typeof switchPanicOn>[1]> = {},
) => {
  const input = { scope: "*", actionClass: "cut", reason: "drill", minHoldMinutes: 0 } as const;
  return switchPanicOn(scene.owner, { ...input, ...over });
};

export const panicOff = (scene: PanicScene, switchId: string) =>
  switchPanicOff(scene.owner, { switchId, force: true, reason: "drill over" });

/** Sends one cut through `callVendor`; the breaker stays out of the way. */
export const cut = (
  scene: PanicScene,
  result: () => Promise<string> = works,
  ctx: Ctx = scene.tenant.ctx,
) =>
  callVendor(
    ctx,
    {
      integration: scene.router,
      operation: "cut",
      idempotent: false,
      deadlineMs: 2000,
      actionClass: "cut",
      limits: { failuresToOpen: 1000, maxAttempts: 1 },
    },
    result,
  );
export const down = () => Promise.reject(new VendorFailure("timeout", "no answer"));
export const works = async () => "done";

/** What was set to hold until later has passed. */
export async function letHoldPass({ tenant }: PanicScene): Promise<void> {
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`update panic_switches set hold_until = now() - interval '1 second' where state <> 'off'`,
    ),
  );
  forgetPanics(tenant.id);
}

/** Names of the tenant's facts among these, in order. */
export async function factsOf({ tenant }: PanicScene, names: string[]): Promise<unknown[]> {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`select name from events where name = any(${sql.param(names)}::text[]) order by seq`,
    ),
  );
  return rows.map((row) => row.name);
}
