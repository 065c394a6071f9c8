/** Where to go after sign-in: only a path of this very host, never an address that a link brought along. */
export function safeNext(next: string | undefined): string {
  if (!next || !/^\/[^/\\]/.test(next) || next.startsWith("/sign-in")) return "/";
  try {
    const url = new URL(next, "http://here.invalid");
    return url.origin === "http://here.invalid" ? url.pathname + url.search : "/";
  } catch {
    return "/";
  }
}
