import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { TaxClasses } from "./_components/tax-classes";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("catalog"))("taxes") };
}

export default function Page() {
  return (
    <Prefetch queries={[api.catalog.listTaxClasses.queryOptions()]}>
      <TaxClasses />
    </Prefetch>
  );
}
