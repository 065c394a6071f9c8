import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { composition, setComposition } from "@/server/composition";
import { openBcb } from "@/server/integrations/exchange-rates/open-bcb";
import { openBcra } from "@/server/integrations/exchange-rates/open-bcra";
import type { JobDelivery } from "@/server/jobs/define-job";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { CentralBanksStandin } from "@/standins/exchange-rates/handler";
import { serveHandler } from "@/standins/serve-handler";
import { fetchOfficialRates } from "./fetch-official";
import { listFxRates } from "./list-fx-rates";
import { setFxRate } from "./set-fx-rate";
import { setOfficialRates } from "./set-official-rates";

let served: Awaited<ReturnType<typeof serveHandler>>;
const before = () => composition();
let kept: ReturnType<typeof before>;
const scene = { standin: new CentralBanksStandin() };
beforeAll(async () => {
  served = await serveHandler((request) => scene.standin.handle(request));
  kept = before();
  const officialRates = [
    openBcb({ baseUrl: `${served.url}/odata` }),
    openBcra({ baseUrl: served.url }),
  ];
  setComposition({ ...kept, officialRates });
});
afterAll(async () => {
  setComposition(kept);
  await served.stop();
});

let tenant: TestTenant;
let owner: Ctx;
beforeEach(async () => {
  scene.standin = new CentralBanksStandin();
  scene.standin.rates.USD = { "2026-11-18": 5.3, "2026-11-19": 5.3271, "2026-11-20": 5.4118 };
  await open("BRL", "America/Sao_Paulo");
});

async function open(currency: string, timeZone: string) {
  tenant = await mintTenant({ timeZone });
  const staff = await mintStaff(tenant, "owner");
  owner = { ...staff.ctx, now: new Date("2026-11-20T20:00:00Z") };
  // What a tenant's country is decided by the platform; here by the owner of the tables.
  await run(sql`update tenants set currency = ${currency} where id = ${tenant.id}`);
  await run(
    sql`insert into price_books (tenant_id, name, currency) values (${tenant.id}, 'Dólares', 'USD')`,
  );
}

const run = <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  inTenant(tenant.ctx, async (tx) => (await tx.execute<T>(query)).rows);
const fetchNow = (ctx = owner) => {
  const delivery: JobDelivery = {
    ...{ name: "rates.fetchOfficial", jobId: newId(), attempt: 1, timeoutMs: 60_000 },
    ...{ signal: new AbortController().signal, deadline: new Date(Date.now() + 60_000) },
  };
  return fetchOfficialRates.handle(ctx, {}, delivery);
};
const rates = async () =>
  (await listFxRates(owner, {})).items.map(({ onDay, rate, source }) => [onDay, rate, source]);

test("nothing is asked until the tenant wants it; then the days that a rate is good for, of the currencies in use", async () => {
  await fetchNow();
  expect(scene.standin.asked).toEqual([]);
  expect((await listFxRates(owner, {})).official).toEqual({ source: "bcb", on: false });
  expect(await setOfficialRates(owner, { on: true })).toEqual({ source: "bcb", on: true });
  await fetchNow();
  await fetchNow();
  expect(await rates()).toEqual([
    ["2026-11-20", "5.4118", "official"],
    ["2026-11-19", "5.3271", "official"],
    ["2026-11-18", "5.3", "official"],
  ]);
  expect(await run(sql`select count(*)::int as n from events where name = 'fxRate.set'`)).toEqual([
    { n: 3 },
  ]);
  expect((await listFxRates(owner, {})).missing).toEqual([]);
});

test("what somebody set by hand stays; what the bank corrects is corrected", async () => {
  await setFxRate(owner, { currency: "USD", onDay: "2026-11-19", rate: "6" });
  await setOfficialRates(owner, { on: true });
  await fetchNow();
  scene.standin.rates.USD = { "2026-11-19": 5.4, "2026-11-20": 5.42 };
  await fetchNow();
  expect(await rates()).toEqual([
    ["2026-11-20", "5.42", "official"],
    ["2026-11-19", "6", "manual"],
    ["2026-11-18", "5.3", "official"],
  ]);
});

test("a bank that does not answer fails the job, to be tried again, and loses nothing", async () => {
  await setOfficialRates(owner, { on: true });
  await fetchNow();
  scene.standin.fail(...Array.from({ length: 8 }, () => ({ status: 500 })));
  await expect(fetchNow()).rejects.toMatchObject({ code: "unavailable" });
  expect(await rates()).toHaveLength(3);
});

test("Argentina's comes in pesos; a country whose bank we cannot read is told so", async () => {
  await open("ARS", "America/Argentina/Buenos_Aires");
  scene.standin.rates.USD = { "2026-11-20": 1_478.5 };
  expect(await setOfficialRates(owner, { on: true })).toMatchObject({ source: "bcra" });
  await fetchNow();
  expect(await rates()).toEqual([["2026-11-20", "1478.5", "official"]]);
  await open("PEN", "America/Lima");
  expect((await listFxRates(owner, {})).official).toBeNull();
  await expect(setOfficialRates(owner, { on: true })).rejects.toMatchObject({
    key: "fx_no_official",
  });
  await fetchNow();
  expect(await rates()).toEqual([]);
});
