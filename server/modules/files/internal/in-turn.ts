/** Pictures decoded at once: each takes up to 50 MB, so a crowd of uploads waits instead of filling the memory. */
const AT_ONCE = 2;
const waiting: (() => void)[] = [];
let running = 0;

/** Runs the work when one of the places is free; first come, first served. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    // The place passes straight to the next, so that nobody new can slip in between.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
