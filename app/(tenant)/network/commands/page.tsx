import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { listQueryOf, PAGE_ROWS, readListState } from "@/app/_ui/patterns/data-table/list-params";
import { COMMAND_FILTERS } from "./_components/command-filters";
import { CommandList } from "./_components/command-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("network.log"))("title") };
}

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function CommandsPage({ searchParams }: { searchParams: Params }) {
  const query = listQueryOf(readListState(await searchParams, COMMAND_FILTERS));
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch
      queries={[
        api.network.countEnforcement.queryOptions(query),
        api.network.listRouters.queryOptions(),
        api.work.listViews.queryOptions({ list: "networkCommands" }),
      ]}
      lists={[
        api.network.listEnforcement.infiniteQueryOptions({ ...query, limit: PAGE_ROWS }, paging),
      ]}
    >
      <CommandList />
    </Prefetch>
  );
}
