import type { Metadata } from "next";
import { Landing } from "./_components/landing";
import { siteMetadata } from "./_components/site-metadata";

export const generateMetadata = (): Promise<Metadata> => siteMetadata("home", { named: false });

/** In the browser's language. */
export default function SitePage() {
  return <Landing />;
}
