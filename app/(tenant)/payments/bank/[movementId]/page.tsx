import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, firstEvents, Prefetch } from "@/app/_trpc/server";
import { timelineFilter } from "@/app/_ui/patterns/timeline/timeline-filter";
import { MovementRecord } from "../_components/movement-record";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("bank"))("movement") };
}

type Params = Promise<{ movementId: string }>;

export default async function MovementPage({ params }: { params: Params }) {
  const { movementId } = await params;
  const entity = { type: "bankMovement", id: movementId };
  return (
    <Prefetch
      queries={[api.payments.getMovement.queryOptions({ movementId })]}
      lists={[firstEvents("timeline", timelineFilter(entity, 50))]}
    >
      <MovementRecord movementId={movementId} />
    </Prefetch>
  );
}
