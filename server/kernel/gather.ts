type Asked<T, R> = {
  readonly item: T;
  resolve(value: R): void;
  reject(error: unknown): void;
};

/** What waits, and how many batches run. */
type Line<T, R> = { readonly waiting: Asked<T, R>[]; batches: number };

/** So many are worth a batch of their own beside one that runs. */
const ENOUGH = 32;

/**
 * Work for many at once, by key (group commit): who asks alone is served at once; what is asked while a batch runs makes up
 * the next, of at most `most`. `work` gives a value for each item, in their order. A batch that fails is tried again one by
 * one, so that one item spoils it for no other: `work` must bear being asked twice. `sideBySide`: so many batches of a key
 * may run at once where enough waits, since one that waits for the disk leaves the processor free.
 */
export function gather<T, R>(
  keyOf: (item: T) => string,
  most: number,
  work: (items: readonly [T, ...T[]]) => Promise<readonly R[]>,
  sideBySide = 1,
): (item: T) => Promise<R> {
  const lines = new Map<string, Line<T, R>>();

  const attempt = async (batch: readonly Asked<T, R>[]): Promise<void> => {
    try {
      const values = await work(batch.map(({ item }) => item) as [T, ...T[]]);
      for (const [n, one] of batch.entries()) one.resolve(values[n] as R);
    } catch (error) {
      if (batch.length > 1) await Promise.all(batch.map((one) => attempt([one])));
      else batch[0]?.reject(error);
    }
  };
  const drain = async (key: string, line: Line<T, R>): Promise<void> => {
    line.batches += 1;
    while (line.waiting.length > 0) await attempt(line.waiting.splice(0, most));
    line.batches -= 1;
    if (line.batches === 0) lines.delete(key);
  };

  return (item) =>
    new Promise((resolve, reject) => {
      const key = keyOf(item);
      const line = lines.get(key) ?? { waiting: [], batches: 0 };
      lines.set(key, line);
      line.waiting.push({ item, resolve, reject });
      if (line.batches === 0 || (line.batches < sideBySide && line.waiting.length >= ENOUGH))
        void drain(key, line);
    });
}
