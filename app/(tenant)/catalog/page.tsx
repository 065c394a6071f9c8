import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { listQueryOf, PAGE_ROWS, readListState } from "@/app/_ui/patterns/data-table/list-params";
import { CATALOG_FILTERS } from "./_components/catalog-filters";
import { CatalogList } from "./_components/catalog-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("catalog"))("title") };
}

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function CatalogPage({ searchParams }: { searchParams: Params }) {
  const query = listQueryOf(readListState(await searchParams, CATALOG_FILTERS));
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch
      queries={[
        api.catalog.count.queryOptions(query),
        api.catalog.listTaxClasses.queryOptions(),
        api.catalog.listCategories.queryOptions(),
        api.catalog.listBooks.queryOptions(),
        api.tenants.listUnits.queryOptions(),
        api.work.listViews.queryOptions({ list: "catalog" }),
      ]}
      lists={[api.catalog.list.infiniteQueryOptions({ ...query, limit: PAGE_ROWS }, paging)]}
    >
      <CatalogList />
    </Prefetch>
  );
}
