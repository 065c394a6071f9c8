import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Landing } from "../_components/landing";
import { siteMetadata } from "../_components/site-metadata";
import { isSiteLanguage } from "../_components/site-url";

export const generateMetadata = (): Promise<Metadata> => siteMetadata("home", { named: true });

/** In the language of the address; middleware has chosen it already. */
export default async function SitePageIn({ params }: { params: Promise<{ lang: string }> }) {
  if (!isSiteLanguage((await params).lang)) notFound();
  return <Landing />;
}
