import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, firstEvents, Prefetch } from "@/app/_trpc/server";
import { timelineFilter } from "@/app/_ui/patterns/timeline/timeline-filter";
import { PaymentRecord } from "../_components/payment-record";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("payments"))("title") };
}

type Params = Promise<{ paymentId: string }>;

export default async function PaymentPage({ params }: { params: Params }) {
  const { paymentId } = await params;
  const entity = { type: "payment", id: paymentId };
  return (
    <Prefetch
      queries={[api.payments.get.queryOptions({ paymentId })]}
      lists={[firstEvents("timeline", timelineFilter(entity, 50))]}
    >
      <PaymentRecord paymentId={paymentId} />
    </Prefetch>
  );
}
