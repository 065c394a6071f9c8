import Bowser from "bowser";

/** "Chrome 149 · Windows" of a User-Agent header; null when it says neither. */
export function browserName(userAgent: string | null): string | null {
  if (!userAgent) return null;
  const { browser, os } = Bowser.parse(userAgent);
  const version = browser.version?.split(".")[0];
  const name = [browser.name, version].filter(Boolean).join(" ");
  return [name, os.name].filter(Boolean).join(" · ") || null;
}
