import type { Brand } from "@/tenants/brand";
import { brandIconSvg } from "@/tenants/brand-icon";
import { brandPath } from "@/tenants/brand-version";

/** Icon of a brand for the browser's tab: its own picture, else its letter as a data address (no request). */
export function brandIcon(brand: Brand): string {
  if (brand.logos?.icon) return brandPath(brand, "favicon");
  return `data:image/svg+xml,${encodeURIComponent(brandIconSvg(brand))}`;
}
