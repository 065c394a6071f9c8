import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { themeColour, themeCss } from "@/tenants/theme";
import { brandPath } from "@/tenants/brand-version";
import { brandIcon } from "./_face/brand-icon";
import { brandLogos } from "./_face/brand-logos";
import { BrandProvider } from "./_face/brand-provider";
import { currentFace } from "./_face/current-face";
import { DENSITY_COOKIE, densityChoice } from "./_face/density-choice";
import { faceBrand } from "./_face/face-brand";
import { THEME_COOKIE, themeChoice } from "./_face/theme-choice";
import { Messages } from "./_i18n/messages";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const face = await currentFace();
  const brand = faceBrand(face);
  const portal = face.opens === "portal" || /^\/portal(?:\/|$)/.test(face.path);
  return {
    title: { default: brand.name, template: `%s · ${brand.name}` },
    robots: { index: false },
    icons: { icon: brandIcon(brand), apple: brandPath(brand, "apple-touch") },
    manifest: `${brandPath(brand, "manifest")}${portal ? "&at=portal" : ""}`,
  };
}

export async function generateViewport(): Promise<Viewport> {
  return { themeColor: themeColour(faceBrand(await currentFace())) };
}

/** Every page: the host's brand is in the first bytes, so that nothing flashes. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const face = await currentFace();
  const chosen = await cookies();
  return (
    // Browser extensions write on <html>; the theme switch does too.
    <html
      lang={face.locale}
      data-theme={themeChoice(chosen.get(THEME_COOKIE)?.value)}
      data-density={densityChoice(chosen.get(DENSITY_COOKIE)?.value)}
      data-map-style={process.env.TRAMA_MAP_STYLE_URL}
      suppressHydrationWarning
    >
      <head>
        {/* Radix' scroll lock writes a style of its own; it reads the nonce from here. */}
        <script
          nonce={face.nonce}
          suppressHydrationWarning
          dangerouslySetInnerHTML={{
            __html: `globalThis.__webpack_nonce__=${JSON.stringify(face.nonce)}`,
          }}
        />
        {/* Tokens that zod has checked, printed by tenants/theme.ts; browsers hide the nonce from scripts. */}
        <style
          nonce={face.nonce}
          suppressHydrationWarning
          dangerouslySetInnerHTML={{ __html: themeCss(faceBrand(face)) }}
        />
      </head>
      <body>
        <Messages of="root">
          <BrandProvider logos={brandLogos(faceBrand(face))}>{children}</BrandProvider>
        </Messages>
      </body>
    </html>
  );
}
