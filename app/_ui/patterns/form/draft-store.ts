const PREFIX = "trama:draft:";
/** Drafts older than this are nobody's any more. */
const KEEP_MS = 30 * 24 * 3600 * 1000;
/** What looks like a secret by its name is never written down. */
const SECRET = /pass|secret|token|code|pin|otp|credential|key$/i;

export type Draft = { at: number; values: Record<string, unknown> };

/** Where a draft lies: by person and form. The browser itself keeps hosts, and so tenants, apart. */
export const draftPlace = (personId: string, key: string): string => `${PREFIX}${personId}:${key}`;

/** The values without whatever is named like a secret, at any depth; pure. */
export function withoutSecrets(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      SECRET.test(name) || value === undefined ? [] : [[name, inside(value)]],
    ),
  );
}

function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  // Files and other objects of the browser are no text that could be kept.
  if (Object.getPrototypeOf(value) !== Object.prototype) return null;
  return withoutSecrets(value as Record<string, unknown>);
}

/** Writes a draft; a full or forbidden store loses it silently, since typing must go on. */
export function keepDraft(place: string, values: Record<string, unknown>, now: number): void {
  try {
    localStorage.setItem(place, JSON.stringify({ at: now, values: withoutSecrets(values) }));
  } catch {
    // Private windows and full stores: there is no draft then.
  }
}

/** The draft at a place, if it is young enough and readable. */
export function readDraft(place: string, now: number): Draft | undefined {
  try {
    const draft = JSON.parse(localStorage.getItem(place) ?? "null") as Draft | null;
    return draft && now - draft.at < KEEP_MS ? draft : undefined;
  } catch {
    return undefined;
  }
}

export function dropDraft(place: string): void {
  try {
    localStorage.removeItem(place);
  } catch {
    // Nothing could be kept, so nothing has to go.
  }
}

/** Signing out leaves nothing of what was typed on the device. */
export function dropEveryDraft(): void {
  try {
    for (const place of Object.keys(localStorage))
      if (place.startsWith(PREFIX)) localStorage.removeItem(place);
  } catch {
    // As above.
  }
}
