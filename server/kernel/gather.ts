type Asked<T, R> = {
  readonly item: T;
  resolve(value: R): void;
  reject(error: unknown): void;
};

/**
 * Work for many at once, by key (group commit): who asks alone is served at once; what is asked while a batch runs makes up
 * the next, of at most `most`. `work` gives a value for each item, in their order. A batch that fails is tried again one by
 * one, so that one item spoils it for no other: `work` must bear being asked twice.
 */
export function gather<T, R>(
  keyOf: (item: T) => string,
  most: number,
  work: (items: readonly [T, ...T[]]) => Promise<readonly R[]>,
): (item: T) => Promise<R> {
  const queues = new Map<string, Asked<T, R>[]>();

  const attempt = async (batch: readonly Asked<T, R>[]): Promise<void> => {
    try {
      const values = await work(batch.map(({ item }) => item) as [T, ...T[]]);
      for (const [n, one] of batch.entries()) one.resolve(values[n] as R);
    } catch (error) {
      if (batch.length > 1) await Promise.all(batch.map((one) => attempt([one])));
      else batch[0]?.reject(error);
    }
  };
  const drain = async (key: string, queue: Asked<T, R>[]): Promise<void> => {
    while (queue.length > 0) await attempt(queue.splice(0, most));
    queues.delete(key);
  };

  return (item) =>
    new Promise((resolve, reject) => {
      const key = keyOf(item);
      const queue = queues.get(key) ?? [];
      queue.push({ item, resolve, reject });
      if (queues.has(key)) return;
      queues.set(key, queue);
      void drain(key, queue);
    });
}
