import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { listQueryOf, PAGE_ROWS, readListState } from "@/app/_ui/patterns/data-table/list-params";
import { INVOICE_FILTERS } from "./_components/invoice-filters";
import { InvoiceList } from "./_components/invoice-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invoices"))("title") };
}

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function InvoicesPage({ searchParams }: { searchParams: Params }) {
  const query = listQueryOf(readListState(await searchParams, INVOICE_FILTERS));
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch
      queries={[
        api.billing.countInvoices.queryOptions(query),
        api.billing.sumInvoices.queryOptions(query),
        api.tenants.listUnits.queryOptions(),
        api.work.listViews.queryOptions({ list: "invoices" }),
      ]}
      lists={[
        api.billing.listInvoices.infiniteQueryOptions({ ...query, limit: PAGE_ROWS }, paging),
      ]}
    >
      <InvoiceList />
    </Prefetch>
  );
}
