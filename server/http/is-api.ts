/**
 * Would Next read this address as one under /api? Every way in there is a door of ours (`routes.ts`), which caps bodies
 * and knows the caller; a spelling that only Next understands (`/api/%74rpc/…`) must not open the route files behind them.
 */
export function isApi(url: string): boolean {
  try {
    const { pathname } = new URL(url.replace(/^[/\\]+/, "/"), "http://x");
    return /^[/\\]+api(?:[/\\]|$)/i.test(decodeURIComponent(pathname));
  } catch {
    // No address at all: Next answers that.
    return false;
  }
}
