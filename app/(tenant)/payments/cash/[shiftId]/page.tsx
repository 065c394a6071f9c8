import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, firstEvents, Prefetch } from "@/app/_trpc/server";
import { timelineFilter } from "@/app/_ui/patterns/timeline/timeline-filter";
import { ShiftRecord } from "../_components/shift-record";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cash"))("title") };
}

type Params = Promise<{ shiftId: string }>;

export default async function ShiftPage({ params }: { params: Params }) {
  const { shiftId } = await params;
  const entity = { type: "cashShift", id: shiftId };
  return (
    <Prefetch
      queries={[api.payments.getShift.queryOptions({ shiftId })]}
      lists={[firstEvents("timeline", timelineFilter(entity, 50))]}
    >
      <ShiftRecord shiftId={shiftId} />
    </Prefetch>
  );
}
