import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { api, caller, orLeave, Prefetch } from "@/app/_trpc/server";
import { listQueryOf, PAGE_ROWS, readListState } from "@/app/_ui/patterns/data-table/list-params";
import { CustomerList } from "./_components/customer-list";
import { CUSTOMER_FILTERS } from "./_components/customer-filters";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("title") };
}

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function CustomersPage({ searchParams }: { searchParams: Params }) {
  const params = await searchParams;
  if (Object.keys(params).length === 0) await openFirstView();
  const query = listQueryOf(readListState(params, CUSTOMER_FILTERS));
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch
      queries={[
        api.customers.count.queryOptions(query),
        api.customers.listOwners.queryOptions(),
        api.tenants.listUnits.queryOptions(),
        api.customers.listTags.queryOptions(),
        api.work.listViews.queryOptions({ list: "customers" }),
      ]}
      lists={[api.customers.list.infiniteQueryOptions({ ...query, limit: PAGE_ROWS }, paging)]}
    >
      <CustomerList />
    </Prefetch>
  );
}

/** Without any wish in the URL the list opens with the view that its reader made the first. */
async function openFirstView(): Promise<void> {
  const views = await orLeave(async () => (await caller()).work.listViews({ list: "customers" }));
  const first = views.find(({ own, query }) => own && /(^|&)default=1$/.test(query));
  if (first) redirect(`/customers?${first.query.replace(/&?default=1/, "")}&view=${first.id}`);
}
