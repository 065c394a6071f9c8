import type { Brand } from "@/tenants/brand";
import { brandPath } from "@/tenants/brand-version";
import type { BrandLogos } from "./brand-provider";

/** A brand → addresses of its logos on its own host. */
export function brandLogos(brand: Brand): BrandLogos | null {
  const { logos } = brand;
  if (!logos) return null;
  return {
    light: logos.light && brandPath(brand, "logo-light"),
    dark: logos.dark && brandPath(brand, "logo-dark"),
    icon: logos.icon && brandPath(brand, "icon-192"),
    tone: logos.tone,
  };
}
