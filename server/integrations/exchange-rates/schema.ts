import { z } from "zod";

const rate = z.number().positive();

/**
 * Banco Central do Brasil, PTAX (Olinda OData v1), `CotacaoMoedaPeriodoFechamento`: closing bulletins of a currency.
 * https://olinda.bcb.gov.br/olinda/servico/PTAX/versao/v1/documentacao
 */
export const ptaxAnswer = z.object({
  value: z.array(
    z.object({
      cotacaoCompra: rate,
      cotacaoVenda: rate,
      /** Brasília time: `2026-11-20 13:04:27.123`. */
      dataHoraCotacao: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/),
      /** The closing one is the PTAX; left out where the endpoint gives that alone. */
      tipoBoletim: z.string().optional(),
    }),
  ),
});
export type PtaxAnswer = z.output<typeof ptaxAnswer>;

/**
 * Banco Central de la República Argentina, Estadísticas Cambiarias v1.0, `Cotizaciones/{codMoneda}`: a currency by day.
 * https://www.bcra.gob.ar/apis-banco-central/
 */
export const cotizacionesAnswer = z.object({
  status: z.literal(200),
  results: z.array(
    z.object({
      fecha: z.iso.date(),
      detalle: z.array(
        z.object({
          codigoMoneda: z.string(),
          descripcion: z.string(),
          /** What one is worth in dollars. */
          tipoPase: z.number(),
          /** Pesos for one; 0 where the bank gives none. */
          tipoCotizacion: z.number().min(0),
        }),
      ),
    }),
  ),
});
export type CotizacionesAnswer = z.output<typeof cotizacionesAnswer>;
