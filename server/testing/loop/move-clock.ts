/** The process's clock, which a test sets; it runs on from there. */
export type MovedClock = {
  /** From now on it is this instant. */
  set(instant: Date): void;
  /** Puts the real clock back. */
  end(): void;
};

/**
 * Moves `Date` of this process: the product's jobs, its stand-ins and its drivers then all live at the same instant. Timers
 * and the database's own clock stay real.
 */
export function moveClock(): MovedClock {
  const RealDate = globalThis.Date;
  let aheadMs = 0;
  const now = () => RealDate.now() + aheadMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, made) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, made) as Date,
    get: (target, key) => (key === "now" ? now : (Reflect.get(target, key) as unknown)),
  });
  return {
    set: (instant) => (aheadMs = instant.getTime() - RealDate.now()),
    end: () => void (globalThis.Date = RealDate),
  };
}
