const SIGNALS = /** @type {NodeJS.Signals[]} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
/** One Ctrl-C reaches a process more than once (terminal, npm, wrapper); a person's second comes later. */
const SAME_REQUEST_MS = 1_500;

/**
 * Turns the first SIGINT, SIGTERM or SIGHUP into a request to stop in order; one more, later, ends
 * the process at once.
 */
export function stopRequests() {
  const controller = new AbortController();
  /** @type {(value?: unknown) => void} */
  let resolve = () => {};
  const promise = new Promise((done) => (resolve = done));
  let first = 0;
  const now = () => {
    if (first && performance.now() - first > SAME_REQUEST_MS) process.exit(130);
    if (first) return;
    first = performance.now();
    controller.abort();
    resolve();
  };
  for (const name of SIGNALS) process.on(name, now);
  return { signal: controller.signal, requested: { promise, now } };
}
