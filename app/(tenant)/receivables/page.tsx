import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { askedOf, rowsOf } from "./_components/aging-asked";
import { Receivables } from "./_components/receivables";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("receivables"))("title") };
}

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function ReceivablesPage({ searchParams }: { searchParams: Params }) {
  const { by, ...filters } = askedOf(await searchParams);
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch
      queries={[
        api.billing.aging.queryOptions(filters),
        api.tenants.listUnits.queryOptions(),
        api.tenants.listBranches.queryOptions(),
      ]}
      lists={[api.billing.agingRows.infiniteQueryOptions(rowsOf({ by, ...filters }), paging)]}
    >
      <Receivables by={by} filters={filters} />
    </Prefetch>
  );
}
