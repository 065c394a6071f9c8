import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { listQueryOf, PAGE_ROWS, readListState } from "@/app/_ui/patterns/data-table/list-params";
import { DEPOSIT_FILTERS } from "./_components/deposit-filters";
import { DepositList } from "./_components/deposit-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("deposits"))("title") };
}

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function DepositsPage({ searchParams }: { searchParams: Params }) {
  const query = listQueryOf(readListState(await searchParams, DEPOSIT_FILTERS));
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch
      queries={[
        api.payments.countDeposits.queryOptions(query),
        api.work.listViews.queryOptions({ list: "deposits" }),
      ]}
      lists={[
        api.payments.listDeposits.infiniteQueryOptions({ ...query, limit: PAGE_ROWS }, paging),
      ]}
    >
      <DepositList />
    </Prefetch>
  );
}
