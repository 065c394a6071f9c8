import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { TaskRecord } from "../_components/task-record";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("work"))("title") };
}

export default async function TaskPage({ params }: { params: Promise<{ taskId: string }> }) {
  const { taskId } = await params;
  return (
    <Prefetch queries={[api.work.getTask.queryOptions({ taskId })]}>
      <TaskRecord taskId={taskId} />
    </Prefetch>
  );
}
