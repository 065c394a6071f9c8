import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, firstEvents, Prefetch } from "@/app/_trpc/server";
import { timelineFilter } from "@/app/_ui/patterns/timeline/timeline-filter";
import { CreditNoteRecord } from "../_components/credit-note-record";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invoices"))("creditNotesTitle") };
}

type Params = Promise<{ creditNoteId: string }>;

export default async function CreditNotePage({ params }: { params: Params }) {
  const { creditNoteId } = await params;
  const entity = { type: "creditNote", id: creditNoteId };
  return (
    <Prefetch
      queries={[api.billing.getCreditNote.queryOptions({ creditNoteId })]}
      lists={[firstEvents("timeline", timelineFilter(entity, 50))]}
    >
      <CreditNoteRecord creditNoteId={creditNoteId} />
    </Prefetch>
  );
}
