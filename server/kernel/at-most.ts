/** Runs at most so many pieces of work at once; the rest waits, first come first served. Do not nest. */
export function atMost(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = count;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => void waiting.push(resolve));
    try {
      return await work();
    } finally {
      // Handed over, never put down: who comes later does not slip in between.
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
