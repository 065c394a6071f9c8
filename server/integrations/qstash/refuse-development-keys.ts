/** Printed in the vendor's documentation and SDK for its local development server: anyone can sign with them. */
const PUBLIC = new Set([
  "sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r",
  "sig_5ZB6DVzB1wjE8S6rZ7eenA8Pdnhs",
  "eyJVc2VySUQiOiJkZWZhdWx0VXNlciIsIlBhc3N3b3JkIjoiZGVmYXVsdFBhc3N3b3JkIn0=",
]);

/** Throws one clear sentence when a key is one of the development server's public constants. */
export function refuseDevelopmentKeys(keys: {
  token: string;
  currentSigningKey: string;
  nextSigningKey: string;
}): void {
  const { token, currentSigningKey, nextSigningKey } = keys;
  if ([token, currentSigningKey, nextSigningKey].some((key) => PUBLIC.has(key)))
    throw new Error(
      "Environment: QSTASH_TOKEN and the signing keys are the development server's public ones; production needs your own.",
    );
}
