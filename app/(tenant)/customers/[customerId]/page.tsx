import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { eventPages } from "@/app/_trpc/event-pages";
import { api, caller, Prefetch } from "@/app/_trpc/server";
import { CustomerRecord } from "../_components/customer-record";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("title") };
}

type Params = Promise<{ customerId: string }>;

export default async function CustomerPage({ params }: { params: Params }) {
  const { customerId } = await params;
  const filter = { customerId, kind: undefined, limit: 50 };
  const timeline = eventPages(api.customers.timeline.queryKey(filter), async () =>
    (await caller()).customers.timeline(filter),
  );
  return (
    <Prefetch
      queries={[
        api.customers.get.queryOptions({ customerId }),
        api.customers.overview.queryOptions({ customerId }),
        api.customers.details.queryOptions({ customerId }),
        api.customers.listFields.queryOptions({}),
      ]}
      lists={[timeline]}
    >
      <CustomerRecord customerId={customerId} />
    </Prefetch>
  );
}
