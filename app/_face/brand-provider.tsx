"use client";

import { createContext, useContext, type ReactNode } from "react";

/** Addresses of the host's logos; empty where the brand has none. */
export type BrandLogos = {
  light: string | null;
  dark: string | null;
  icon: string | null;
  tone: "dark" | "mid" | "light";
};

const Logos = createContext<BrandLogos | null>(null);

/** Tells every screen below it which logos the host wears. */
export function BrandProvider({
  logos,
  children,
}: {
  logos: BrandLogos | null;
  children: ReactNode;
}) {
  return <Logos value={logos}>{children}</Logos>;
}

/** The host's logos; null: its name and letter stand in. */
export const useBrandLogos = (): BrandLogos | null => useContext(Logos);
