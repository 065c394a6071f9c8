import { Decimal } from "decimal.js";

/** A decimal text without needless zeros: "89.900000" → "89.9". */
export const plainDecimal = (value: Decimal.Value): string => new Decimal(value).toFixed();

/** `12`, `12.5`: at most twelve digits before the point and `places` after it. */
export const isDecimalText = (given: string, places: number): boolean =>
  new RegExp(`^\\d{1,12}(?:\\.\\d{1,${places}})?$`).test(given);
