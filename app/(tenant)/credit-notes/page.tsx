import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { listQueryOf, PAGE_ROWS, readListState } from "@/app/_ui/patterns/data-table/list-params";
import { NOTE_FILTERS } from "./_components/note-filters";
import { CreditNoteList } from "./_components/credit-note-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invoices"))("creditNotesTitle") };
}

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function CreditNotesPage({ searchParams }: { searchParams: Params }) {
  const query = listQueryOf(readListState(await searchParams, NOTE_FILTERS));
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch
      queries={[
        api.billing.countCreditNotes.queryOptions(query),
        api.work.listViews.queryOptions({ list: "creditNotes" }),
      ]}
      lists={[
        api.billing.listCreditNotes.infiniteQueryOptions({ ...query, limit: PAGE_ROWS }, paging),
      ]}
    >
      <CreditNoteList />
    </Prefetch>
  );
}
