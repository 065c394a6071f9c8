import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { listQueryOf, PAGE_ROWS, readListState } from "@/app/_ui/patterns/data-table/list-params";
import { TASK_FILTERS } from "../_components/task-filters";
import { TaskList } from "../_components/task-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("collections"))("listTitle") };
}

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function CollectionTasksPage({ searchParams }: { searchParams: Params }) {
  const query = listQueryOf(readListState(await searchParams, TASK_FILTERS));
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch
      queries={[
        api.collections.countTasks.queryOptions(query),
        api.customers.listOwners.queryOptions(),
        api.work.listViews.queryOptions({ list: "collections" }),
      ]}
      lists={[
        api.collections.listTasks.infiniteQueryOptions({ ...query, limit: PAGE_ROWS }, paging),
      ]}
    >
      <TaskList />
    </Prefetch>
  );
}
