/** One measured ratio: ours against its baseline, both taken in the same run on the same machine. */
export type Measure = {
  name: string;
  ours: number;
  baseline: number;
  /** What the baseline is: raw SQL, a peer library, the bare framework. */
  against: string;
  /** ours / baseline. */
  ratio: number;
  unit: string;
  /** The bar, in words; shown, never asserted. */
  bar?: string;
};

/** The middle value; of an even count, the lower middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** Runs A and B alternately `rounds` times (ABAB…) and compares the medians of what they return. */
export async function sideBySide(
  rounds: number,
  ours: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<{ ours: number; baseline: number; ratio: number }> {
  const a: number[] = [];
  const b: number[] = [];
  for (let round = 0; round < rounds; round++) {
    a.push(await ours());
    b.push(await baseline());
  }
  const [x, y] = [median(a), median(b)];
  return { ours: x, baseline: y, ratio: x / y };
}
