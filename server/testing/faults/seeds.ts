/** `FAULT_SEED=n` (or `n,m`) plays those; `SOAK=1` plays fifty, `npm test` three. */
export const faultSeeds = (): number[] =>
  process.env.FAULT_SEED
    ? process.env.FAULT_SEED.split(",").map(Number)
    : Array.from({ length: process.env.SOAK ? 50 : 3 }, (_, i) => i + 1);
