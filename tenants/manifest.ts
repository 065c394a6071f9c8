import type { Brand } from "./brand";
import { brandPath } from "./brand-version";
import { themeColour } from "./theme";

/** The web app manifest of a brand (W3C Application Manifest); `startUrl` is where the installed app opens. Pure. */
export function brandManifest(brand: Brand, startUrl: "/" | "/portal") {
  const icon = (side: number) => ({
    src: brandPath(brand, `icon-${side}`),
    sizes: `${side}x${side}`,
    type: "image/png",
    purpose: "any",
  });
  return {
    name: brand.name,
    short_name: brand.name.slice(0, 12),
    id: startUrl,
    start_url: startUrl,
    scope: "/",
    display: "standalone",
    background_color: "#ffffff",
    theme_color: themeColour(brand),
    icons: [icon(192), icon(512)],
  };
}
