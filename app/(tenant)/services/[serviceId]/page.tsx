import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, firstEvents, Prefetch } from "@/app/_trpc/server";
import { timelineFilter } from "@/app/_ui/patterns/timeline/timeline-filter";
import { ServiceRecord } from "./_components/service-record";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("services"))("title") };
}

type Params = Promise<{ serviceId: string }>;

export default async function ServicePage({ params }: { params: Params }) {
  const { serviceId } = await params;
  const entity = { type: "service", id: serviceId };
  return (
    <Prefetch
      queries={[
        api.services.get.queryOptions({ serviceId }),
        api.services.history.queryOptions({ serviceId }),
      ]}
      lists={[firstEvents("timeline", timelineFilter(entity, 50))]}
    >
      <ServiceRecord serviceId={serviceId} />
    </Prefetch>
  );
}
