import { expect, test } from "vitest";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { record } from "../record";
import { LiveConnection, MAX_PENDING_BYTES } from "./live-connection";
import { TenantFeed } from "./tenant-feed";
import { withinMs } from "@/server/testing/within-ms";

const state = (tenant: TestTenant) =>
  inTenant(tenant.ctx, async () =>
    record(tenant.ctx, "tenant.demoWiped", {
      entity: { type: "tenant", id: tenant.id },
      payload: { rows: 1 },
    }),
  );

test("a fact that comes while the only client still catches up reaches it at once, not with the next fact", async () => {
  const tenant = await mintTenant();
  const feed = new TenantFeed(tenant.id, () => undefined);
  let pending = MAX_PENDING_BYTES;
  let text = "";
  const connection = new LiveConnection(tenant.ctx, {
    write: (chunk) => void (text += Buffer.from(chunk).toString()),
    pendingBytes: () => pending,
    end: () => undefined,
    drop: () => undefined,
  });
  await state(tenant);
  const joined = feed.join(connection, 0);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await state(tenant);
  await feed.pump();
  pending = 0;
  await joined;
  await expect.poll(() => text, { timeout: withinMs(1_000) }).toContain("id: 2\n");
  expect(text.match(/^id: /gm)).toHaveLength(2);
});
