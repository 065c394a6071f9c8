import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { caller } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { Gallery } from "./_components/gallery";
import { Preferences } from "./_components/preferences";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("patterns.demo"))("title") };
}

/** Outside production (server/dev-pages.ts): every pattern once, in the brand of the host. */
export default async function PatternsPage() {
  // Read for each request: the variable is no part of the build.
  await headers();
  const given = process.env.TRAMA_DEV_PAGES;
  if (given !== "1" && (process.env.NODE_ENV === "production" || given === "0")) notFound();
  const t = await getTranslations("patterns.demo");
  const person = await anybody();
  return (
    <main className="mx-auto max-w-5xl px-4 py-8">
      <PageHeader title={t("title")} description={t("text")} action={<Preferences />} />
      <Gallery signedIn={person.kind === "user"} />
    </main>
  );
}

/** Hosts of no tenant know nobody: there the gallery is shown as to a stranger. */
async function anybody(): Promise<{ kind: string }> {
  try {
    return await (await caller()).auth.whoAmI();
  } catch {
    return { kind: "anonymous" };
  }
}
