/**
 * A bar in milliseconds, as it is on a machine where nothing else runs (`npm run soak`); elsewhere ten times as long, so
 * that only what hangs or grows without bound is red on a slow one. Speed itself is measured in `bench/`.
 */
export const withinMs = (ms: number): number => (process.env.SOAK ? ms : ms * 10);
