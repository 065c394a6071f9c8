import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { PriceBooks } from "./_components/price-books";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("catalog"))("priceBooks") };
}

export default function Page() {
  return (
    <Prefetch
      queries={[api.catalog.listBooks.queryOptions(), api.catalog.listCategories.queryOptions()]}
    >
      <PriceBooks />
    </Prefetch>
  );
}
