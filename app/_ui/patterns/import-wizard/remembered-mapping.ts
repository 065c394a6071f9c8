import { foldText } from "@/server/kernel/fold-text";
import type { Mapping } from "./import-target";

const PREFIX = "trama:import:";
/** Titles kept for a kind; more than any file has. */
const MOST = 100;

/**
 * Which columns were chosen the last time for files with these titles: by title, since columns change places. Undefined:
 * nothing was kept, or no title of it is here. The browser keeps hosts, and so tenants, apart.
 */
export function rememberedMapping(key: string, header: readonly string[]): Mapping | undefined {
  const kept = read(key);
  const titles = header.map(foldText);
  const mapping: Mapping = {};
  for (const [field, title] of Object.entries(kept)) {
    const column = titles.indexOf(title);
    if (column >= 0) mapping[field] = column;
  }
  return Object.keys(mapping).length > 0 ? mapping : undefined;
}

/** Keeps which title was which field, once a dry run has accepted it; a full or forbidden store forgets it silently. */
export function keepMapping(key: string, header: readonly string[], mapping: Mapping): void {
  const chosen = Object.entries(mapping).flatMap(([field, column]) => {
    const title = foldText(header[column] ?? "");
    return title ? [[field, title] as const] : [];
  });
  try {
    localStorage.setItem(
      `${PREFIX}${key}`,
      JSON.stringify(Object.fromEntries(chosen.slice(0, MOST))),
    );
  } catch {
    // Private windows and full stores: it is guessed again then.
  }
}

function read(key: string): Record<string, string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(`${PREFIX}${key}`) ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as Record<string, string>) : {};
  } catch {
    return {};
  }
}
