import { type Brand, type BrandChoice, brandSchema } from "./brand";
import { bytek } from "./bytek/brand";
import { climasur } from "./climasur/brand";
import { fibranet } from "./fibranet/brand";

/** The platform's own face: root site, admin host and hosts nobody owns. */
export const platformBrand = brandSchema.parse({ name: "Trama", primary: "#3b3f8f" });

/** What a tenant wears until it chooses. */
const plain = brandSchema.parse({ name: "Trama", primary: "#2f5d8a" });

const demo: Readonly<Record<string, Brand>> = { bytek, climasur, fibranet };

/**
 * The brand of a tenant under its own name: what it chose, else the one behind its brand key, else the plain one.
 * Pure.
 */
export function brandFor(brandKey: string, name: string, choice: BrandChoice | null = null): Brand {
  const shown = name.trim().slice(0, 60) || plain.name;
  if (choice) return { name: shown, ...tokensOf(choice) };
  const brand = Object.hasOwn(demo, brandKey) ? demo[brandKey] : undefined;
  return { ...(brand ?? plain), name: shown };
}

function tokensOf(choice: BrandChoice): Omit<Brand, "name"> {
  const { primary, accent, font, radius, logoTone } = choice;
  const { logoLightFileId: light, logoDarkFileId: dark, iconFileId: icon } = choice;
  return {
    primary,
    ...(accent !== null && { accent }),
    font,
    radius,
    ...((light ?? dark ?? icon) !== null && { logos: { light, dark, icon, tone: logoTone } }),
  };
}
