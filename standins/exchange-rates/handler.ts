import type { CotizacionesAnswer, PtaxAnswer } from "@/server/integrations/exchange-rates/schema";

type Fault = { status: number } | { body: string };

/**
 * Two central banks as they document their services: Brazil's `CotacaoMoedaPeriodoFechamento` (OData, days as MM-DD-YYYY)
 * and Argentina's `Cotizaciones/{codMoneda}` (days as YYYY-MM-DD). Days without a rate are left out; faults on demand.
 */
export class CentralBanksStandin {
  /** Currency → day → rate; what Brazil gives is the selling one, its buying one lies a little below. */
  readonly rates: Record<string, Record<string, number>> = {};
  readonly asked: string[] = [];
  private readonly faults: Fault[] = [];

  /** The next requests go wrong, in this order. */
  fail(...faults: Fault[]): void {
    this.faults.push(...faults);
  }

  readonly handle = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    this.asked.push(decodeURIComponent(url.pathname + url.search));
    const fault = this.faults.shift();
    if (fault) return "status" in fault ? new Response("", fault) : new Response(fault.body);
    if (url.pathname.startsWith("/odata/CotacaoMoedaPeriodoFechamento(")) return this.ptax(url);
    const [, currency] =
      /^\/estadisticascambiarias\/v1\.0\/Cotizaciones\/([^/]+)$/.exec(url.pathname) ?? [];
    return currency ? this.cotizaciones(url, currency) : new Response("", { status: 404 });
  };

  private ptax({ pathname, searchParams }: URL): Response {
    const form = "(codigoMoeda=@m,dataInicialCotacao=@i,dataFinalCotacao=@f)";
    if (!decodeURIComponent(pathname).endsWith(form)) return new Response("", { status: 400 });
    const quoted = (name: string) => /^'(.*)'$/.exec(searchParams.get(name) ?? "")?.[1] ?? "";
    const [from, to] = [iso(quoted("@i")), iso(quoted("@f"))];
    if (!from || !to || searchParams.get("$format") !== "json")
      return new Response("", { status: 400 });
    const value = this.days(quoted("@m"), from, to).flatMap(([day, rate]) => [
      {
        ...{ cotacaoCompra: rate, cotacaoVenda: rate - 0.5, dataHoraCotacao: `${day} 10:02:13.1` },
        tipoBoletim: "Abertura",
      },
      {
        ...{ cotacaoCompra: rate - 0.0006, cotacaoVenda: rate },
        ...{ dataHoraCotacao: `${day} 13:04:27.123`, tipoBoletim: "Fechamento" },
      },
    ]);
    const body: PtaxAnswer = { value };
    return Response.json({
      "@odata.context": "…$metadata#_CotacaoMoedaPeriodoFechamento",
      ...body,
    });
  }

  private cotizaciones({ searchParams }: URL, currency: string): Response {
    const [from, to] = [searchParams.get("fechadesde") ?? "", searchParams.get("fechahasta") ?? ""];
    if (from > to) return Response.json({ status: 400, errorMessages: ["…"] }, { status: 400 });
    const results = this.days(currency, from, to).map(([fecha, tipoCotizacion]) => ({
      fecha,
      detalle: [{ codigoMoneda: currency, descripcion: currency, tipoPase: 1, tipoCotizacion }],
    }));
    const body: CotizacionesAnswer = { status: 200, results: results.toReversed() };
    const resultset = { count: results.length, offset: 0, limit: 1_000 };
    return Response.json({ ...body, metadata: { resultset } });
  }

  private days(currency: string, from: string, to: string): [string, number][] {
    return Object.entries(this.rates[currency] ?? {})
      .filter(([day]) => day >= from && day <= to)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
  }
}

/** 11-20-2026 → 2026-11-20; undefined for any other form. */
function iso(american: string): string | undefined {
  const [, month, day, year] = /^(\d{2})-(\d{2})-(\d{4})$/.exec(american) ?? [];
  return year && `${year}-${month}-${day}`;
}
