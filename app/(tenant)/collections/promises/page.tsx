import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { listQueryOf, PAGE_ROWS, readListState } from "@/app/_ui/patterns/data-table/list-params";
import { PROMISE_FILTERS } from "../_components/promise-filters";
import { PromiseList } from "../_components/promise-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("collections"))("promises.title") };
}

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function PromisesPage({ searchParams }: { searchParams: Params }) {
  const query = listQueryOf(readListState(await searchParams, PROMISE_FILTERS));
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch
      queries={[
        api.collections.countPromises.queryOptions(query),
        api.work.listViews.queryOptions({ list: "promises" }),
      ]}
      lists={[
        api.collections.listPromises.infiniteQueryOptions({ ...query, limit: PAGE_ROWS }, paging),
      ]}
    >
      <PromiseList />
    </Prefetch>
  );
}
