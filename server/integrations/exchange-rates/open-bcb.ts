import type { OfficialRates } from "@/server/modules/catalog/rates/port";
import { rateText, readJson } from "./read-json";
import { ptaxAnswer } from "./schema";

const BASE_URL = "https://olinda.bcb.gov.br/olinda/servico/PTAX/versao/v1/odata";

/** Brazil's closing PTAX, the selling rate: what contracts in foreign currency go by. Reais for one. */
export function openBcb(settings: { baseUrl?: string } = {}): OfficialRates {
  const root = settings.baseUrl ?? BASE_URL;
  return {
    ...{ source: "bcb", of: "BRL" },
    ratesOf: async (ctx, { currency, from, to }) => {
      const names = "codigoMoeda=@m,dataInicialCotacao=@i,dataFinalCotacao=@f";
      // OData's own characters must stay as they are; what stands between the quotes is ours and plain.
      const given = `@m='${currency}'&@i='${american(from)}'&@f='${american(to)}'&$format=json&$top=100`;
      const url = `${root}/CotacaoMoedaPeriodoFechamento(${names})?${given}`;
      const { value } = await readJson(ctx, "bcb", url, ptaxAnswer);
      const closing = value.filter(({ tipoBoletim = "Fechamento" }) =>
        tipoBoletim.startsWith("Fechamento"),
      );
      // The last bulletin of a day is the one that counts.
      const byDay = new Map(
        closing
          .toSorted((a, b) => (a.dataHoraCotacao < b.dataHoraCotacao ? -1 : 1))
          .map((row) => [row.dataHoraCotacao.slice(0, 10), rateText(row.cotacaoVenda)]),
      );
      return [...byDay].map(([onDay, rate]) => ({ onDay, rate }));
    },
  };
}

/** 2026-11-20 → 11-20-2026, as the service reads days. */
const american = (day: string): string => `${day.slice(5, 7)}-${day.slice(8)}-${day.slice(0, 4)}`;
