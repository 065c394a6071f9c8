import { expect, test } from "vitest";
import { createApiKey } from "@/server/modules/auth/create-api-key";
import { getConnections } from "@/server/modules/integrations/get-connections";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { createUnit } from "./create-unit";
import { getSettingsOverview } from "./get-settings-overview";

test("the overview counts the tenant's own and nothing of another's", async () => {
  const [a, b] = [await mintTenant(), await mintTenant()];
  const owner = (await mintStaff(a, "owner")).ctx;
  const stranger = (await mintStaff(b, "owner")).ctx;
  await mintStaff(a, "agent");
  await createUnit(owner, { code: "UNO", name: "Uno", description: "" });
  const expiresAt = new Date(owner.now.getTime() + 3 * 86_400_000).toISOString();
  await createApiKey(owner, { name: "soon", scopes: ["tenant.read"], expiresAt });
  expect(await getSettingsOverview(owner)).toMatchObject({
    units: 1,
    members: 2,
    membersWithFactor: 0,
    apiKeys: 1,
    apiKeysExpiring: 1,
    ownBrand: false,
    companyComplete: false,
  });
  expect(await getSettingsOverview(stranger)).toMatchObject({ units: 0, members: 1, apiKeys: 0 });
  const agent = (await mintStaff(a, "agent")).ctx;
  expect(() => getSettingsOverview(agent)).toThrow(/forbidden/);
});

test("connections say honestly what was never tried, and that the console sends no mail", async () => {
  const tenant = await mintTenant();
  const { ctx } = await mintStaff(tenant, "owner");
  const list = await getConnections(ctx);
  expect(list).toMatchObject([
    { kind: "mail", driver: "console", health: "degraded" },
    { kind: "webhooks", health: "unknown", count: 0, checkedAt: null },
    { kind: "api", health: "unknown", count: 0 },
  ]);
});
