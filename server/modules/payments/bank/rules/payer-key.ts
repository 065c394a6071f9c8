import { foldText } from "@/server/kernel/fold-text";

/** Words that banks put on every line. */
const COMMON = new Set(
  (
    "transferencia transf trans tran abono pago pagos deposito dep efectivo recibida recibido enviada terceros " +
    "interbancaria inmediata cuenta banco bancaria yape plin pix spei ted doc credito debito internet servicio " +
    "factura boleta recibo mes enero febrero marzo abril mayo junio julio agosto setiembre septiembre octubre " +
    "noviembre diciembre ref referencia operacion cliente para por del los las the from payment transfer de"
  ).split(" "),
);
const LEAST_LETTERS = 8;

/** What a line says of its payer without numbers and the bank's own words; empty where that is too little. Pure. */
export function payerKey(text: string): string {
  const words = (foldText(text).match(/[a-z]+/g) ?? []).filter(
    (word) => word.length > 2 && !COMMON.has(word),
  );
  const key = words.join(" ");
  return words.length >= 2 && key.length >= LEAST_LETTERS ? key.slice(0, 120) : "";
}
