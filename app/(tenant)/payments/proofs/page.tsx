import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { listQueryOf, PAGE_ROWS, readListState } from "@/app/_ui/patterns/data-table/list-params";
import { PROOF_FILTERS } from "./_components/proof-filters";
import { ProofList } from "./_components/proof-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("proofs"))("title") };
}

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function ProofsPage({ searchParams }: { searchParams: Params }) {
  const query = listQueryOf(readListState(await searchParams, PROOF_FILTERS));
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch
      queries={[
        api.payments.countProofs.queryOptions(query),
        api.work.listViews.queryOptions({ list: "proofs" }),
      ]}
      lists={[api.payments.listProofs.infiniteQueryOptions({ ...query, limit: PAGE_ROWS }, paging)]}
    >
      <ProofList />
    </Prefetch>
  );
}
