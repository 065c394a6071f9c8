import type { Marks } from "./adoption";
import { toAscii } from "./ownership";

/** What makes a row look like a service's, the surest first. */
export const WHYS = ["name", "mac", "address", "customer"] as const;
export type Why = (typeof WHYS)[number];
export type Proposal = { readonly serviceId: string; readonly why: Why };

/** A service that has no row yet, and the words by which a row could be its own. */
export type Candidate = {
  readonly serviceId: string;
  /** Users, MACs, addresses that are kept of it. */
  readonly refs: readonly string[];
  readonly customerName: string;
};

/**
 * Which service each row is probably of: by the user, the MAC or the address that we keep, else by the customer's whole
 * name. Two services that fit a row alike, or two rows a service, are proposed to nobody: a person chooses.
 */
export function proposalsOf(
  rows: readonly Marks[],
  candidates: readonly Candidate[],
): Map<number, Proposal> {
  const proposed = new Map<number, Proposal>();
  const taken = new Set<string>();
  for (const why of WHYS) {
    const byWord = wordsOf(candidates, why);
    const found = [...rows.entries()].flatMap(([at, row]) => {
      const fits = proposed.has(at) ? [] : fitting(row, why, byWord);
      const [serviceId] = fits;
      return fits.length === 1 && serviceId && !taken.has(serviceId) ? [{ at, serviceId }] : [];
    });
    for (const [serviceId, all] of Map.groupBy(found, (one) => one.serviceId)) {
      if (all.length > 1) continue;
      for (const { at } of all) proposed.set(at, { serviceId, why });
      taken.add(serviceId);
    }
  }
  return proposed;
}

function wordsOf(candidates: readonly Candidate[], why: Why): Map<string, Set<string>> {
  const words = new Map<string, Set<string>>();
  for (const { serviceId, refs, customerName } of candidates)
    for (const word of why === "customer" ? [customerName] : refs) {
      const key = fold(word);
      if (key !== "") words.set(key, (words.get(key) ?? new Set()).add(serviceId));
    }
  return words;
}

function fitting(row: Marks, why: Why, words: ReadonlyMap<string, Set<string>>): string[] {
  const said = why === "customer" ? [row.comment, row.name] : [row[why]];
  return [...new Set(said.flatMap((word) => [...(words.get(fold(word)) ?? [])]))];
}

/** Without case and accents: what people type twice. */
export const fold = (text: string): string => toAscii(text).toLowerCase();
