/** What decides the headers of an answer. */
export type HeaderOptions = {
  /** Of the page; absent for answers that are no page (API, files): those may load nothing. */
  nonce?: string;
  https: boolean;
  /** Other origins that maps are drawn from (style, tiles, glyphs); none by default. */
  mapOrigins?: readonly string[];
  /** Next in development mode needs eval and its own socket. */
  dev?: boolean;
};

/** Puts the security headers on an answer: one list for main.ts, route files and middleware. */
export function applyHeaders(
  set: (name: string, value: string) => void,
  options: HeaderOptions,
): void {
  const list = options.nonce === undefined ? withoutNonce(options) : securityHeaders(options);
  for (const name in list) set(name, list[name] ?? "");
}

/** Without a nonce there are but four lists; each is made once. */
function withoutNonce({ https, dev }: HeaderOptions): Record<string, string> {
  return (made[`${https}${dev}`] ??= securityHeaders({ https, dev }));
}

const made: Record<string, Record<string, string>> = {};

/** The security headers by name. HSTS only when browsers reach us by https: on http it is ignored or harmful. */
export function securityHeaders(options: HeaderOptions): Record<string, string> {
  return {
    "content-security-policy": contentSecurityPolicy(options),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-permitted-cross-domain-policies": "none",
    ...(options.https && {
      "strict-transport-security": "max-age=63072000; includeSubDomains",
    }),
  };
}

/** The policy alone; pages get a nonce for scripts and styles, everything else may load nothing. */
export function contentSecurityPolicy(options: HeaderOptions): string {
  const { nonce, https, dev, mapOrigins = [] } = options;
  const maps = mapOrigins.map((origin) => ` ${origin}`).join("");
  if (nonce === undefined) return "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    // Next's development client injects styles without the nonce.
    dev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    // Attributes cannot carry a nonce; React writes measured sizes into them. They load nothing by themselves.
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' data: blob:${maps}`,
    "font-src 'self'",
    `connect-src 'self'${maps}${dev ? " ws:" : ""}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
