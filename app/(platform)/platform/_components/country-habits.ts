type Habits = { timeZone: string; currency: string; locale: "es" | "en" | "pt" };

const es = (timeZone: string, currency: string): Habits => ({ timeZone, currency, locale: "es" });

/** What a new company most likely wants, by country (ISO 3166-1); it can change each later. */
export const countryHabits: Readonly<Record<string, Habits>> = {
  AR: es("America/Argentina/Buenos_Aires", "ARS"),
  BO: es("America/La_Paz", "BOB"),
  BR: { timeZone: "America/Sao_Paulo", currency: "BRL", locale: "pt" },
  CL: es("America/Santiago", "CLP"),
  CO: es("America/Bogota", "COP"),
  CR: es("America/Costa_Rica", "CRC"),
  DO: es("America/Santo_Domingo", "DOP"),
  EC: es("America/Guayaquil", "USD"),
  ES: es("Europe/Madrid", "EUR"),
  GT: es("America/Guatemala", "GTQ"),
  HN: es("America/Tegucigalpa", "HNL"),
  MX: es("America/Mexico_City", "MXN"),
  NI: es("America/Managua", "NIO"),
  PA: es("America/Panama", "PAB"),
  PE: es("America/Lima", "PEN"),
  PR: es("America/Puerto_Rico", "USD"),
  PY: es("America/Asuncion", "PYG"),
  SV: es("America/El_Salvador", "USD"),
  US: { timeZone: "America/New_York", currency: "USD", locale: "en" },
  UY: es("America/Montevideo", "UYU"),
  VE: es("America/Caracas", "VES"),
};
