import canonicalize from "canonicalize";

/** Canonical JSON (RFC 8785): the same value always gives the same text, so that it can be hashed. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("value has no JSON form");
  return text;
}
