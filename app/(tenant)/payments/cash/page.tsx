import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { listQueryOf, PAGE_ROWS, readListState } from "@/app/_ui/patterns/data-table/list-params";
import { CashPage } from "./_components/cash-page";
import { SHIFT_FILTERS } from "./_components/shift-filters";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cash"))("title") };
}

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function CashDeskPage({ searchParams }: { searchParams: Params }) {
  const query = listQueryOf(readListState(await searchParams, SHIFT_FILTERS));
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch
      queries={[
        api.payments.cashDesk.queryOptions(),
        api.payments.countShifts.queryOptions(query),
        api.work.listViews.queryOptions({ list: "cashShifts" }),
      ]}
      lists={[api.payments.listShifts.infiniteQueryOptions({ ...query, limit: PAGE_ROWS }, paging)]}
    >
      <CashPage />
    </Prefetch>
  );
}
