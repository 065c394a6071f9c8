import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { listQueryOf, PAGE_ROWS, readListState } from "@/app/_ui/patterns/data-table/list-params";
import { CERTAIN, MOVEMENT_FILTERS } from "./_components/movement-filters";
import { MovementList } from "./_components/movement-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("bank"))("title") };
}

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function BankPage({ searchParams }: { searchParams: Params }) {
  const query = listQueryOf(readListState(await searchParams, MOVEMENT_FILTERS));
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch
      queries={[
        api.payments.countMovements.queryOptions(query),
        api.payments.countMovements.queryOptions(CERTAIN),
        api.payments.listBankAccounts.queryOptions(),
        api.work.listViews.queryOptions({ list: "bank" }),
      ]}
      lists={[
        api.payments.listMovements.infiniteQueryOptions({ ...query, limit: PAGE_ROWS }, paging),
      ]}
    >
      <MovementList />
    </Prefetch>
  );
}
