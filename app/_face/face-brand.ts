import type { Brand } from "@/tenants/brand";
import { brandFor, platformBrand } from "@/tenants/defaults";
import type { Face } from "./face";

/** The brand that a face wears. */
export function faceBrand(face: Face): Brand {
  return face.kind === "tenant" ? brandFor(face.brandKey, face.name, face.brand) : platformBrand;
}
