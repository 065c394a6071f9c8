const PATTERNS: readonly [RegExp, string][] = [
  // Whole values of things that are named secret, in JSON, headers, query strings or assignments.
  [
    /(["']?(?:password|passwd|secret|token|authorization|cookie|api[_-]?key|credentials|signature|otp)["']?\s*[:=]\s*)(?:"[^"]*"|'[^']*'|[^\s,;&}]+(?:\s+[A-Za-z0-9._~+/-]{16,}=*)?)/gi,
    "$1[redacted]",
  ],
  [/\btrama_[a-z]+_[A-Za-z0-9_-]{8,}/g, "[api key]"],
  [/\bwhsec_[A-Za-z0-9+/=_-]+/g, "[webhook secret]"],
  [/\bBearer\s+\S+/gi, "Bearer [redacted]"],
  [/\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_.-]+/g, "[jwt]"],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, "$1[redacted]@"],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "[e-mail]"],
  [/\+?\b\d[\d\s().-]{7,}\d\b/g, "[number]"],
  [/\b[A-Za-z0-9+/_-]{40,}={0,2}/g, "[long text]"],
];

/** Text of an error without what may not leave: secrets, e-mails, phone and document numbers, long random strings. */
export function scrub(text: string): string {
  return PATTERNS.reduce(
    (result, [pattern, put]) => result.replace(pattern, put),
    text.slice(0, 4_000),
  );
}
