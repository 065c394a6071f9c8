/** Where official exchange rates come from: one adapter a country's authority (SUNAT/SBS, BCRA, Banxico…), called from a job. */
export type OfficialRates = {
  /** Rates of a day, of the country's currency for one of each; a day without any (weekends) gives none. */
  ratesOf(day: string): Promise<readonly { currency: string; rate: string }[]>;
};
