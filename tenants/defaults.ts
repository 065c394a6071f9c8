import { type Brand, brandSchema } from "./brand";
import { bytek } from "./bytek/brand";
import { climasur } from "./climasur/brand";
import { fibranet } from "./fibranet/brand";

/** The platform's own face: root site, admin host and hosts nobody owns. */
export const platformBrand = brandSchema.parse({ name: "Trama", primary: "#3b3f8f" });

/** What a tenant wears until it chooses. */
const plain = brandSchema.parse({ name: "Trama", primary: "#2f5d8a" });

const demo: Readonly<Record<string, Brand>> = { bytek, climasur, fibranet };

/** The brand behind a tenant's brand key, under the tenant's own name; an unknown key gives the plain one. */
export function brandFor(brandKey: string, name: string): Brand {
  const brand = Object.hasOwn(demo, brandKey) ? demo[brandKey] : undefined;
  return { ...(brand ?? plain), name: name.trim().slice(0, 60) || plain.name };
}
