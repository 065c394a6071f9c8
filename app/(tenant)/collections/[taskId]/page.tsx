import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, firstEvents, Prefetch } from "@/app/_trpc/server";
import { timelineFilter } from "@/app/_ui/patterns/timeline/timeline-filter";
import { TaskRecord } from "../_components/task-record";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("collections"))("listTitle") };
}

export default async function CollectionTaskPage({
  params,
}: {
  params: Promise<{ taskId: string }>;
}) {
  const { taskId } = await params;
  const entity = { type: "collectionTask", id: taskId };
  return (
    <Prefetch
      queries={[
        api.collections.getTask.queryOptions({ taskId }),
        api.customers.listOwners.queryOptions(),
      ]}
      lists={[firstEvents("timeline", timelineFilter(entity, 50))]}
    >
      <TaskRecord taskId={taskId} />
    </Prefetch>
  );
}
