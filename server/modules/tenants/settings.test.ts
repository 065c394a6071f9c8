import { beforeEach, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { getSettings } from "./get-settings";
import { getTenant } from "./get-tenant";
import { isTimeZone } from "./rules/places";
import { updateTenantInput } from "./schema";
import { SETTINGS_MODULES, settingsRegistry } from "./settings-registry";
import { updateSettings } from "./update-settings";
import { updateTenant } from "./update-tenant";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await mintTenant();
});
const facts = async (name: string) =>
  (
    await composition().db.platform.pool.query(
      "select body::jsonb -> 'payload' as payload from events where tenant_id = $1 and name = $2 order by seq",
      [tenant.id, name],
    )
  ).rows.map((row) => row.payload);
const save = (version: number, data: Record<string, unknown>) =>
  updateSettings(tenant.ctx, { module: "company", version, data });

test("what nobody saved is the defaults of the code, at version 0", async () => {
  for (const name of SETTINGS_MODULES)
    expect(await getSettings(tenant.ctx, { module: name })).toEqual({
      module: name,
      version: 0,
      data: settingsRegistry[name].parse({}),
    });
});

test("what is saved is read back with its version; the fact says what changed and nothing else", async () => {
  expect(await save(0, { legalName: "Fibra S.A.C." })).toMatchObject({ version: 1 });
  expect(await save(1, { legalName: "Fibra S.A.C.", taxId: "20601234565" })).toMatchObject({
    version: 2,
    data: { legalName: "Fibra S.A.C.", taxId: "20601234565", phone: "" },
  });
  expect((await facts("settings.updated")).at(-1)).toEqual({
    module: "company",
    version: 2,
    before: { taxId: "" },
    after: { taxId: "20601234565" },
  });
});

test("two people who edit the same version: one saves, the other is told, nobody's change is lost", async () => {
  await save(0, { legalName: "first" });
  const results = await Promise.allSettled([save(1, { phone: "1" }), save(1, { phone: "2" })]);
  expect(results.map((each) => each.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(results.find((each) => each.status === "rejected")).toMatchObject({
    reason: { key: "settings_changed" },
  });
  await expect(save(1, {})).rejects.toMatchObject({ code: "conflict" });
  await expect(save(7, {})).rejects.toMatchObject({ code: "conflict" });
});

test("two first saves at once: one wins", async () => {
  const results = await Promise.allSettled([save(0, { phone: "1" }), save(0, { phone: "2" })]);
  expect(results.map((each) => each.status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("a value that breaks the module's schema is refused with its field, an unknown module is not found", async () => {
  await expect(save(0, { supportEmail: "nobody" })).rejects.toMatchObject({ name: "ZodError" });
  const unknown = { module: "toString" as "company" };
  await expect(getSettings(tenant.ctx, unknown)).rejects.toMatchObject({ code: "not_found" });
});

test("a tenant's settings are its own", async () => {
  await save(0, { legalName: "mine" });
  const other = await mintTenant();
  expect((await getSettings(other.ctx, { module: "company" })).data.legalName).toBe("");
});

test("only owner and admin may read and change settings; everyone sees the company", async () => {
  for (const role of ["agent", "finance", "technician"] as const) {
    const { ctx } = await mintStaff(tenant, role);
    await expect(getSettings(ctx, { module: "company" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(
      updateSettings(ctx, { module: "company", version: 0, data: {} }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(updateTenant(ctx, { name: "x" })).rejects.toMatchObject({ code: "forbidden" });
    expect(await getTenant(ctx)).toMatchObject({ id: tenant.id, plan: null });
  }
});

test("a change of the company is one fact with before and after; the same values again are none", async () => {
  await updateTenant(tenant.ctx, { name: "Nueva", timeZone: "America/Bogota" });
  expect(await updateTenant(tenant.ctx, { name: "Nueva" })).toMatchObject({ name: "Nueva" });
  expect(await facts("tenant.updated")).toEqual([
    {
      before: { name: tenant.slug, timeZone: "America/Lima" },
      after: { name: "Nueva", timeZone: "America/Bogota" },
    },
  ]);
});

test("the door takes only places that exist, and never a slug or a status", () => {
  const bad = [
    { timeZone: "America/Nowhere" },
    { timeZone: "" },
    { timeZone: "UTC'; drop" },
    { currency: "XXY" },
    { currency: "pen" },
    { country: "ZZ" },
    { locale: "fr" },
    { name: "  " },
  ];
  expect(bad.filter((input) => updateTenantInput.safeParse(input).success)).toEqual([]);
  expect(updateTenantInput.parse({ slug: "x", status: "closed", demo: true })).toEqual({});
  expect(isTimeZone("America/Argentina/Cordoba")).toBe(true);
});
