import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { listQueryOf, PAGE_ROWS, readListState } from "@/app/_ui/patterns/data-table/list-params";
import { PAYMENT_FILTERS } from "./_components/payment-filters";
import { PaymentList } from "./_components/payment-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("payments"))("title") };
}

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function PaymentsPage({ searchParams }: { searchParams: Params }) {
  const query = listQueryOf(readListState(await searchParams, PAYMENT_FILTERS));
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch
      queries={[
        api.payments.count.queryOptions(query),
        api.work.listViews.queryOptions({ list: "payments" }),
      ]}
      lists={[api.payments.list.infiniteQueryOptions({ ...query, limit: PAGE_ROWS }, paging)]}
    >
      <PaymentList />
    </Prefetch>
  );
}
