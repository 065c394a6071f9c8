import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { TaskList } from "./_components/task-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("work"))("title") };
}

export default function TasksPage() {
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch lists={[api.work.listTasks.infiniteQueryOptions({}, paging)]}>
      <TaskList />
    </Prefetch>
  );
}
