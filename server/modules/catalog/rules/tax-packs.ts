/** A tax class as a country's law knows it; rates in percent, the latest last. The first of a pack is the usual one. */
export type TaxPackClass = {
  code: string;
  name: string;
  rates: readonly { rate: string; from: string; source: string }[];
};

const one = (
  code: string,
  name: string,
  rate: string,
  from: string,
  source: string,
): TaxPackClass => ({ code, name, rates: [{ rate, from, source }] });

/** Before any bill that this product can write: rates whose beginning does not matter. */
const ALWAYS = "2000-01-01";

const PACKS: Readonly<Record<string, readonly TaxPackClass[]>> = {
  PE: [
    {
      code: "IGV",
      name: "IGV",
      rates: [
        { rate: "19", from: "2003-08-01", source: "Ley 28033 (17 % + 2 % IPM)" },
        { rate: "18", from: "2011-03-01", source: "Ley 29666 (16 % + 2 % IPM)" },
      ],
    },
    one(
      "EXO",
      "Exonerado",
      "0",
      ALWAYS,
      "TUO de la Ley del IGV (D.S. 055-99-EF), apéndices I y II",
    ),
    one("INA", "Inafecto", "0", ALWAYS, "TUO de la Ley del IGV (D.S. 055-99-EF), art. 2"),
  ],
  AR: [
    one("IVA21", "IVA 21 %", "21", ALWAYS, "Ley 23.349 (t.o. 1997), art. 28; Ley 24.468"),
    one("IVA105", "IVA 10,5 %", "10.5", ALWAYS, "Ley 23.349 (t.o. 1997), art. 28, 4.º párrafo"),
    one("IVA27", "IVA 27 %", "27", ALWAYS, "Ley 23.349 (t.o. 1997), art. 28, 2.º párrafo"),
    one("EXE", "Exento", "0", ALWAYS, "Ley 23.349 (t.o. 1997), art. 7"),
  ],
  CL: [
    {
      code: "IVA",
      name: "IVA",
      rates: [
        { rate: "18", from: "1990-07-01", source: "Ley 18.985" },
        { rate: "19", from: "2003-10-01", source: "D.L. 825, art. 14; Ley 19.888" },
      ],
    },
    one("EXE", "Exento", "0", ALWAYS, "D.L. 825, arts. 12 y 13"),
  ],
  CO: [
    {
      code: "IVA19",
      name: "IVA 19 %",
      rates: [
        {
          rate: "16",
          from: ALWAYS,
          source: "Estatuto Tributario, art. 468 (antes de la Ley 1819)",
        },
        { rate: "19", from: "2017-01-01", source: "Ley 1819 de 2016, art. 184 (E.T. art. 468)" },
      ],
    },
    one("IVA5", "IVA 5 %", "5", "2013-01-01", "Ley 1607 de 2012 (E.T. art. 468-1)"),
    one("EXE", "Exento", "0", ALWAYS, "Estatuto Tributario, arts. 477 y 481"),
    one("EXC", "Excluido", "0", ALWAYS, "Estatuto Tributario, arts. 424 y 476"),
  ],
  MX: [
    {
      code: "IVA16",
      name: "IVA 16 %",
      rates: [
        { rate: "15", from: ALWAYS, source: "Ley del IVA, art. 1 (hasta 2009)" },
        { rate: "16", from: "2010-01-01", source: "Ley del IVA, art. 1 (DOF 07-12-2009)" },
      ],
    },
    one(
      "IVA8",
      "IVA 8 % (frontera)",
      "8",
      "2019-01-01",
      "Decreto región fronteriza (DOF 31-12-2018)",
    ),
    one("IVA0", "IVA 0 %", "0", ALWAYS, "Ley del IVA, art. 2-A"),
    one("EXE", "Exento", "0", ALWAYS, "Ley del IVA, arts. 9 y 15"),
  ],
  BR: [
    one("ISS", "ISS", "5", "2003-08-01", "LC 116/2003, art. 8 (máximo; o município define)"),
    one(
      "ICMS",
      "ICMS comunicação",
      "18",
      "2022-06-23",
      "LC 194/2022 (confira a alíquota do seu estado)",
    ),
    one("ISE", "Isento", "0", ALWAYS, "LC 116/2003; LC 87/1996"),
  ],
  EC: [
    {
      code: "IVA",
      name: "IVA",
      rates: [
        { rate: "12", from: ALWAYS, source: "Ley de Régimen Tributario Interno, art. 65" },
        { rate: "15", from: "2024-04-01", source: "Decreto Ejecutivo 198 (2024)" },
      ],
    },
    one("IVA0", "IVA 0 %", "0", ALWAYS, "Ley de Régimen Tributario Interno, arts. 55 y 56"),
  ],
  UY: [
    one("IVA22", "IVA 22 %", "22", "2007-07-01", "Ley 18.083"),
    one("IVA10", "IVA 10 %", "10", "2007-07-01", "Ley 18.083"),
    one("EXE", "Exento", "0", ALWAYS, "Título 10 del Texto Ordenado, art. 19"),
  ],
  PY: [
    one("IVA10", "IVA 10 %", "10", ALWAYS, "Ley 6380/2019, art. 90"),
    one("IVA5", "IVA 5 %", "5", ALWAYS, "Ley 6380/2019, art. 90"),
    one("EXE", "Exento", "0", ALWAYS, "Ley 6380/2019, art. 100"),
  ],
  BO: [
    one("IVA", "IVA", "13", ALWAYS, "Ley 843, art. 15"),
    one("EXE", "Exento", "0", ALWAYS, "Ley 843, art. 14"),
  ],
};

/** The tax classes that a country's companies begin with; where we know no law, one at 0 % to be completed. */
export const taxPackOf = (country: string): readonly TaxPackClass[] =>
  (Object.hasOwn(PACKS, country) ? PACKS[country] : undefined) ?? [
    one("EXE", "0 %", "0", ALWAYS, ""),
  ];
