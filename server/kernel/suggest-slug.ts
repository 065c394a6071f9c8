import { slugFault } from "./slugs";

/** "Fibra Óptica del Sur S.A.C." → "fibra-optica-del-sur": a slug that fits the name, or "" where none does. */
export function suggestSlug(name: string): string {
  const plain = name
    .normalize("NFD")
    .replaceAll(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .replaceAll(/&/g, " y ")
    .replaceAll(
      /\b(?:s\.?\s?a\.?\s?c|s\.?\s?r\.?\s?l|e\.?\s?i\.?\s?r\.?\s?l|s\.?\s?a\.?\s?s?|ltda|s\.?\s?c|inc|llc)\.?\s*$/g,
      "",
    )
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^[^a-z]+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  const fault = slugFault(plain);
  if (fault === null) return plain;
  const longer = `${plain}-empresa`;
  return plain.length > 0 && slugFault(longer) === null ? longer : "";
}
