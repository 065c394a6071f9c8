import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, firstEvents, Prefetch } from "@/app/_trpc/server";
import { timelineFilter } from "@/app/_ui/patterns/timeline/timeline-filter";
import { InvoiceRecord } from "./_components/invoice-record";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invoices"))("title") };
}

type Params = Promise<{ invoiceId: string }>;

export default async function InvoicePage({ params }: { params: Params }) {
  const { invoiceId } = await params;
  const entity = { type: "invoice", id: invoiceId };
  return (
    <Prefetch
      queries={[api.billing.getInvoice.queryOptions({ invoiceId })]}
      lists={[firstEvents("timeline", timelineFilter(entity, 50))]}
    >
      <InvoiceRecord invoiceId={invoiceId} />
    </Prefetch>
  );
}
