import { beforeEach, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { createEndpoint } from "./create-endpoint";
import { listEndpoints } from "./list-endpoints";
import { updateEndpoint } from "./update-endpoint";

let tenant: TestTenant;
beforeEach(async () => void (tenant = await mintTenant()));

const url = "https://hooks.example.com/key";
const endpoint = () => createEndpoint(tenant.ctx, { url, description: "", eventNames: [] });

/** An API key of the tenant with these scopes. */
const asKey = (...scopes: string[]): Ctx => ({
  ...tenant.ctx,
  actor: { kind: "apiKey", apiKeyId: newId(), scopes },
});

test("an API key may ask only for events that it may read; a new address for old events is asking too", async () => {
  const wanted = (...eventNames: string[]) => ({
    url,
    description: "",
    eventNames,
  });
  await expect(createEndpoint(asKey("webhook.manage"), wanted("file.*"))).rejects.toThrow(
    "forbidden",
  );
  const key = asKey("webhook.manage", "event.read", "member.read");
  for (const eventNames of [[], ["audit.exported"], ["file.*", "apiKey.*"]])
    await expect(createEndpoint(key, wanted(...eventNames))).rejects.toMatchObject({
      code: "forbidden",
    });
  const { id } = await createEndpoint(key, wanted("file.*", "session.*"));
  for (const change of [{ eventNames: [] }, { eventNames: ["audit.*"] }])
    await expect(updateEndpoint(key, { endpointId: id, ...change })).rejects.toMatchObject({
      code: "forbidden",
    });
  const { id: everything } = await endpoint();
  const steal = { endpointId: everything, url: "https://elsewhere.example.com/key" };
  await expect(updateEndpoint(key, steal)).rejects.toMatchObject({ code: "forbidden" });
  await updateEndpoint(key, { endpointId: everything, description: "named" });
  await updateEndpoint(key, { endpointId: id, url: steal.url });
  const { ctx: owner } = await mintStaff(tenant, "owner");
  await updateEndpoint(owner, { endpointId: id, eventNames: [] });
});

test("of two creates at once with one place left, one is told that there are too many", async () => {
  for (let made = 0; made < 49; made++) await endpoint();
  const both = await Promise.allSettled([endpoint(), endpoint(), endpoint()]);
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const result of both)
    if (result.status === "rejected")
      expect(result.reason).toMatchObject({ key: "webhook_too_many_endpoints" });
  expect(await listEndpoints(tenant.ctx)).toHaveLength(50);
});
