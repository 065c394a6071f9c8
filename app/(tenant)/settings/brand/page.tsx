import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { BrandEditor } from "./_components/brand-editor";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("pages.brand.title") };
}

export default async function BrandPage({
  searchParams,
}: {
  searchParams: Promise<{ saved?: string | string[] }>;
}) {
  const { saved } = await searchParams;
  return (
    <Prefetch queries={[api.tenants.getBrand.queryOptions()]}>
      <BrandEditor saved={saved !== undefined} />
    </Prefetch>
  );
}
