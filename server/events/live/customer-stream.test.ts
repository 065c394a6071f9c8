import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { record } from "../record";
import { LiveHub } from "./live-hub";

async function signedIn(tenant: TestTenant, number: number): Promise<Ctx> {
  const [customerId, sessionId] = [newId(), newId()];
  await inTenant(tenant.ctx, async (tx) => {
    await tx.execute(sql`insert into customers (id, tenant_id, number, name, portal_access)
      values (${customerId}, ${tenant.id}, ${number}, 'Rosa', true)`);
    await tx.execute(sql`insert into sessions (id, tenant_id, customer_id, audience, idle_expires_at, expires_at)
      values (${sessionId}, ${tenant.id}, ${customerId}, 'customer', now() + interval '1 hour', now() + interval '1 hour')`);
  });
  return { ...tenant.ctx, actor: { kind: "customer", customerId, sessionId } };
}

const idOf = ({ actor }: Ctx): string => (actor.kind === "customer" ? actor.customerId : "");
const resumed = (tenant: TestTenant, customerId: string) =>
  inTenant(tenant.ctx, async () =>
    record(tenant.ctx, "service.resumed", {
      entity: { type: "service", id: newId() },
      payload: { number: 1, customerId },
    }),
  );

function sink() {
  const seen = { text: "", ended: false };
  const end = () => void (seen.ended = true);
  const write = (chunk: Uint8Array) => void (seen.text += Buffer.from(chunk).toString());
  return { seen, write, pendingBytes: () => 0, end, drop: end };
}

test("a customer's stream says that something of their own is new, not what, and nothing of anybody else's", async () => {
  const tenant = await mintTenant();
  const [rosa, other] = [await signedIn(tenant, 1), await signedIn(tenant, 2)];
  const hub = new LiveHub();
  const [hers, theirs] = [sink(), sink()];
  const leave = [await hub.open(rosa, hers, 0), await hub.open(other, theirs, 0)];
  await resumed(tenant, idOf(rosa));
  await expect.poll(() => hers.seen.text, { timeout: 30_000 }).toMatch(/data: \{"seq":\d+\}/);
  await resumed(tenant, idOf(other));
  await expect.poll(() => theirs.seen.text, { timeout: 30_000 }).toMatch(/data: \{"seq":\d+\}/);
  const told = (text: string) => text.match(/^data: .*$/gm) ?? [];
  expect([told(hers.seen.text), told(theirs.seen.text)].map(({ length }) => length)).toEqual([
    1, 1,
  ]);
  expect(hers.seen.text).not.toMatch(/service|customerId|payload/);
  for (const go of leave) go();
});
