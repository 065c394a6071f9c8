import { afterEach, expect, test } from "vitest";
import { composition, setComposition } from "@/server/composition";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import type { DoorContext } from "./door-context";
import { spendBudget } from "./spend-budget";

const real = composition();
afterEach(() => setComposition(real));

test("where processes share the counter, a batch costs each call that it holds", async () => {
  const costs: (number | undefined)[] = [];
  const rateLimiter = {
    driver: "upstash" as const,
    hit: async (_tenant: string, _key: string, rule: { max: number }, cost?: number) => {
      costs.push(cost);
      return { ok: true, limit: rule.max, remaining: rule.max, resetAt: new Date() };
    },
  };
  setComposition({ ...real, rateLimiter });
  const ctx = {
    host: { kind: "tenant", tenantId: PLATFORM_TENANT_ID },
    actor: { kind: "apiKey", apiKeyId: newId(), scopes: [] },
    ip: "203.0.113.9",
  };
  await spendBudget(ctx as unknown as DoorContext, 7);
  expect(costs).toEqual([7, 7, 7]);
});
