import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { listQueryOf, PAGE_ROWS, readListState } from "@/app/_ui/patterns/data-table/list-params";
import { SERVICE_FILTERS } from "./_components/service-filters";
import { ServiceList } from "./_components/service-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("services"))("title") };
}

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function ServicesPage({ searchParams }: { searchParams: Params }) {
  const query = listQueryOf(readListState(await searchParams, SERVICE_FILTERS));
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch
      queries={[
        api.services.count.queryOptions(query),
        api.catalog.listPlans.queryOptions({ limit: 200 }),
        api.tenants.listUnits.queryOptions(),
        api.work.listViews.queryOptions({ list: "services" }),
      ]}
      lists={[api.services.list.infiniteQueryOptions({ ...query, limit: PAGE_ROWS }, paging)]}
    >
      <ServiceList />
    </Prefetch>
  );
}
