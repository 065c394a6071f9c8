import type { OfficialRates } from "@/server/modules/catalog/rates/port";
import { rateText, readJson } from "./read-json";
import { cotizacionesAnswer } from "./schema";

const BASE_URL = "https://api.bcra.gob.ar";

/** Argentina's official quotation of the day. Pesos for one. */
export function openBcra(settings: { baseUrl?: string } = {}): OfficialRates {
  const root = settings.baseUrl ?? BASE_URL;
  return {
    ...{ source: "bcra", of: "ARS" },
    ratesOf: async (ctx, { currency, from, to }) => {
      const url = new URL(`${root}/estadisticascambiarias/v1.0/Cotizaciones/${currency}`);
      url.searchParams.set("fechadesde", from);
      url.searchParams.set("fechahasta", to);
      const { results } = await readJson(ctx, "bcra", url.href, cotizacionesAnswer);
      return results.flatMap(({ fecha, detalle }) => {
        const own = detalle.find(({ codigoMoneda }) => codigoMoneda === currency);
        if (!own || own.tipoCotizacion === 0) return [];
        return [{ onDay: fecha, rate: rateText(own.tipoCotizacion) }];
      });
    },
  };
}
