"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { useTaskWords } from "@/app/_ui/patterns/data-table/task-words";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { LoadMore } from "@/app/_ui/patterns/load-more";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { When } from "@/app/_ui/patterns/when";
import { Card } from "@/app/_ui/primitives/card";
import { isUnderWay } from "@/server/modules/work/schema";

const ASK_EVERY_MS = 1_000;

/** One's long tasks, newest first: what runs moves by itself. */
export function TaskList() {
  const t = useTranslations("work");
  const api = useTRPC();
  const words = useTaskWords();
  const tasks = useInfiniteQuery({
    ...api.work.listTasks.infiniteQueryOptions(
      {},
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ status }) => isUnderWay(status)))
        ? ASK_EVERY_MS
        : false,
  });
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <Card>
        <QueryView query={tasks}>
          {({ pages }) => (
            <PlainTable
              caption={t("title")}
              rows={pages.flatMap(({ items }) => items)}
              rowKey={(task) => task.id}
              columns={[
                {
                  key: "task",
                  label: t("task"),
                  cell: (task) => (
                    <Link href={`/tasks/${task.id}`} className="font-medium hover:underline">
                      {words.summary(task)}
                    </Link>
                  ),
                },
                {
                  key: "status",
                  label: t("status"),
                  cell: (task) => <StatusBadge status={task.status} />,
                },
                {
                  key: "by",
                  label: t("startedBy"),
                  wide: true,
                  cell: (task) => task.startedBy,
                },
                {
                  key: "when",
                  label: t("when"),
                  wide: true,
                  cell: (task) => <When at={task.createdAt} short />,
                },
              ]}
              empty={
                <EmptyState icon={ListChecks} title={t("empty")}>
                  {t("emptyText")}
                </EmptyState>
              }
            />
          )}
        </QueryView>
        <LoadMore query={tasks} />
      </Card>
    </>
  );
}
