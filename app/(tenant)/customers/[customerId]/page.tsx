import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, firstEvents, Prefetch } from "@/app/_trpc/server";
import { timelineFilter } from "@/app/_ui/patterns/timeline/timeline-filter";
import { CustomerRecord } from "../_components/customer-record";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("title") };
}

type Params = Promise<{ customerId: string }>;

export default async function CustomerPage({ params }: { params: Params }) {
  const { customerId } = await params;
  const entity = { type: "customer", id: customerId };
  return (
    <Prefetch
      queries={[api.customers.get.queryOptions({ customerId })]}
      lists={[firstEvents("timeline", timelineFilter(entity, 50))]}
    >
      <CustomerRecord customerId={customerId} />
    </Prefetch>
  );
}
