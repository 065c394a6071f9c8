/** A day off: `YYYY-MM-DD` in the company's own zone, and what it is called there. */
export type Holiday = { date: string; name: string };

/** How a country moves a holiday: to the next Monday (Colombia, Ley 51 de 1983), the nearest (Chile, Ley 19.668), or as Argentina does (Ley 27.399). */
type Move = "next" | "nearest" | "argentina";
/** `MM-DD`, or days from Easter Sunday. */
type Rule = { on: string | number; name: string; move?: Move };

const fixed = (on: string | number, name: string, move?: Move): Rule => ({
  on,
  name,
  ...(move && { move }),
});
const NEW_YEAR = fixed("01-01", "Año Nuevo");
const LABOUR = fixed("05-01", "Día del Trabajo");
const CHRISTMAS = fixed("12-25", "Navidad");
const GOOD_FRIDAY = fixed(-2, "Viernes Santo");

/** National holidays by law, as a proposal that the company edits; regional ones and bridges are not here. */
const COUNTRIES: Readonly<Record<string, readonly Rule[]>> = {
  PE: [
    ...[NEW_YEAR, fixed(-3, "Jueves Santo"), GOOD_FRIDAY, LABOUR],
    ...[fixed("06-07", "Batalla de Arica"), fixed("06-29", "San Pedro y San Pablo")],
    ...[fixed("07-23", "Día de la Fuerza Aérea"), fixed("07-28", "Fiestas Patrias")],
    ...[fixed("07-29", "Fiestas Patrias"), fixed("08-06", "Batalla de Junín")],
    ...[fixed("08-30", "Santa Rosa de Lima"), fixed("10-08", "Combate de Angamos")],
    ...[fixed("11-01", "Todos los Santos"), fixed("12-08", "Inmaculada Concepción")],
    ...[fixed("12-09", "Batalla de Ayacucho"), CHRISTMAS],
  ],
  AR: [
    ...[NEW_YEAR, fixed(-48, "Carnaval"), fixed(-47, "Carnaval")],
    ...[fixed("03-24", "Memoria por la Verdad y la Justicia"), fixed("04-02", "Malvinas")],
    ...[GOOD_FRIDAY, LABOUR, fixed("05-25", "Revolución de Mayo")],
    ...[fixed("06-17", "Güemes", "argentina"), fixed("06-20", "Día de la Bandera")],
    ...[fixed("07-09", "Independencia"), fixed("08-17", "San Martín", "argentina")],
    ...[fixed("10-12", "Diversidad Cultural", "argentina")],
    ...[fixed("11-20", "Soberanía Nacional", "argentina")],
    ...[fixed("12-08", "Inmaculada Concepción"), CHRISTMAS],
  ],
  BR: [
    ...[fixed("01-01", "Confraternização Universal"), fixed(-2, "Sexta-feira Santa")],
    ...[fixed("04-21", "Tiradentes"), fixed("05-01", "Dia do Trabalho")],
    ...[fixed("09-07", "Independência"), fixed("10-12", "Nossa Senhora Aparecida")],
    ...[fixed("11-02", "Finados"), fixed("11-15", "Proclamação da República")],
    ...[fixed("11-20", "Consciência Negra"), fixed("12-25", "Natal")],
  ],
  CL: [
    ...[NEW_YEAR, GOOD_FRIDAY, fixed(-1, "Sábado Santo"), LABOUR],
    ...[fixed("05-21", "Glorias Navales"), fixed("06-29", "San Pedro y San Pablo", "nearest")],
    ...[fixed("07-16", "Virgen del Carmen"), fixed("08-15", "Asunción")],
    ...[fixed("09-18", "Independencia"), fixed("09-19", "Glorias del Ejército")],
    ...[fixed("10-12", "Encuentro de Dos Mundos", "nearest"), fixed("11-01", "Todos los Santos")],
    ...[fixed("12-08", "Inmaculada Concepción"), CHRISTMAS],
  ],
  CO: [
    ...[NEW_YEAR, fixed("01-06", "Reyes Magos", "next"), fixed("03-19", "San José", "next")],
    ...[fixed(-3, "Jueves Santo"), GOOD_FRIDAY, LABOUR],
    ...[fixed(43, "Ascensión"), fixed(64, "Corpus Christi"), fixed(71, "Sagrado Corazón")],
    ...[fixed("06-29", "San Pedro y San Pablo", "next"), fixed("07-20", "Independencia")],
    ...[fixed("08-07", "Batalla de Boyacá"), fixed("08-15", "Asunción", "next")],
    ...[fixed("10-12", "Día de la Raza", "next"), fixed("11-01", "Todos los Santos", "next")],
    ...[fixed("11-11", "Independencia de Cartagena", "next")],
    ...[fixed("12-08", "Inmaculada Concepción"), CHRISTMAS],
  ],
};

/** Countries that have a proposal (ISO 3166-1 alpha-2). */
export const HOLIDAY_COUNTRIES = Object.keys(COUNTRIES);

/** A country's national holidays of a year in order of date; empty where we have no list. Pure. */
export function holidaysOf(country: string, year: number): Holiday[] {
  const rules = Object.hasOwn(COUNTRIES, country) ? COUNTRIES[country] : undefined;
  const easterMs = easterSunday(year).getTime();
  return (rules ?? [])
    .map(({ on, name, move }) => {
      const at =
        typeof on === "number" ? easterMs + on * DAY_MS : Date.parse(`${year}-${on}T00:00:00Z`);
      return { date: moved(new Date(at), move).toISOString().slice(0, 10), name };
    })
    .toSorted((a, b) => a.date.localeCompare(b.date));
}

const DAY_MS = 86_400_000;

function moved(day: Date, move: Move | undefined): Date {
  const weekday = day.getUTCDay();
  const toNext = (8 - weekday) % 7;
  const shift = (days: number) => new Date(day.getTime() + days * DAY_MS);
  if (move === "next") return shift(toNext);
  if (move === "nearest") {
    if (weekday >= 2 && weekday <= 4) return shift(1 - weekday);
    return weekday === 5 ? shift(3) : day;
  }
  if (move === "argentina") {
    if (weekday === 2 || weekday === 3) return shift(1 - weekday);
    return weekday === 4 || weekday === 5 ? shift(8 - weekday) : day;
  }
  return day;
}

/** Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher), at midnight UTC. */
function easterSunday(year: number): Date {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d =
    (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return new Date(Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1));
}
