import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { ManualTasks } from "./_components/manual-tasks";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("services"))("tasks.title") };
}

export default function ManualTasksPage() {
  return (
    <Prefetch queries={[api.services.listTasks.queryOptions({ limit: 50 })]}>
      <ManualTasks />
    </Prefetch>
  );
}
