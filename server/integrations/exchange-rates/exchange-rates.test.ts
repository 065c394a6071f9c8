import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { CentralBanksStandin } from "@/standins/exchange-rates/handler";
import { serveHandler } from "@/standins/serve-handler";
import { openBcb } from "./open-bcb";
import { openBcra } from "./open-bcra";
import { rateText } from "./read-json";

let served: Awaited<ReturnType<typeof serveHandler>>;
const scene = { standin: new CentralBanksStandin() };
beforeAll(async () => {
  served = await serveHandler((request) => scene.standin.handle(request));
});
afterAll(() => served.stop());
beforeEach(() => {
  scene.standin = new CentralBanksStandin();
  scene.standin.rates.USD = { "2026-11-19": 5.3271, "2026-11-20": 5.4118, "2026-12-01": 9 };
});

const ctx = () => ({ tenantId: newId(), requestId: newId() }) as never;
const asked = { currency: "USD", from: "2026-11-13", to: "2026-11-20" };
const banks = () =>
  [
    ["bcb", openBcb({ baseUrl: `${served.url}/odata` })],
    ["bcra", openBcra({ baseUrl: served.url })],
  ] as const;

describe.each(["bcb", "bcra"] as const)("%s", (name) => {
  const bank = () => new Map(banks()).get(name) ?? openBcb();

  test("gives the closing rate of each day that has one, of the days asked for", async () => {
    const rates = await bank().ratesOf(ctx(), asked);
    expect(rates.toSorted((a, b) => (a.onDay < b.onDay ? -1 : 1))).toEqual([
      { onDay: "2026-11-19", rate: "5.3271" },
      { onDay: "2026-11-20", rate: "5.4118" },
    ]);
    expect(await bank().ratesOf(ctx(), { ...asked, currency: "EUR" })).toEqual([]);
  });

  test("tries again when the bank stumbles once", async () => {
    scene.standin.fail({ status: 503 });
    expect(await bank().ratesOf(ctx(), asked)).toHaveLength(2);
    expect(scene.standin.asked).toHaveLength(2);
  });

  test.each(["{}", "<html>", '{"value":[{"cotacaoVenda":"5,41"}]}', '{"status":200,"results":{}}'])(
    "takes %s for no answer rather than for no rates",
    async (body) => {
      scene.standin.fail({ body }, { body }, { body }, { body });
      await expect(bank().ratesOf(ctx(), asked)).rejects.toMatchObject({ code: "unavailable" });
    },
  );
});

test("a day of Argentina without a quotation (0) has no rate", async () => {
  scene.standin.rates.USD = { "2026-11-20": 0 };
  const rates = await openBcra({ baseUrl: served.url }).ratesOf(ctx(), asked);
  expect(rates).toEqual([]);
});

test("asks as the banks document it", async () => {
  for (const [, bank] of banks()) await bank.ratesOf(ctx(), asked);
  expect(scene.standin.asked).toEqual([
    "/odata/CotacaoMoedaPeriodoFechamento(codigoMoeda=@m,dataInicialCotacao=@i,dataFinalCotacao=@f)?@m='USD'&@i='11-13-2026'&@f='11-20-2026'&$format=json&$top=100",
    "/estadisticascambiarias/v1.0/Cotizaciones/USD?fechadesde=2026-11-13&fechahasta=2026-11-20",
  ]);
});

test("a rate is plain decimals, whatever its size", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-7, max: 1e9, noNaN: true }), (rate) => {
      expect(rateText(rate)).toMatch(/^\d+(?:\.\d{1,8})?$/);
      expect(Math.abs(Number(rateText(rate)) - rate)).toBeLessThanOrEqual(5.1e-9 + rate * 1e-15);
    }),
  );
});
