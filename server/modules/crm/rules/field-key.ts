import { foldText } from "@/server/kernel/fold-text";

/** A label as a key in `custom`: folded, with underscores, unlike the taken ones. "N.º de contrato" → `n_de_contrato`. */
export function fieldKey(label: string, taken: readonly string[]): string {
  const plain = foldText(label).replaceAll(/[^a-z0-9]+/g, "_");
  const base = plain.replaceAll(/^_+|_+$/g, "").slice(0, 50) || "field";
  if (!taken.includes(base)) return base;
  let number = 2;
  while (taken.includes(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}
