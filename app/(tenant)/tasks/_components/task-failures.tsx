"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { useTaskWords } from "@/app/_ui/patterns/data-table/task-words";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Card } from "@/app/_ui/primitives/card";
import type { TaskDto } from "@/server/modules/work/schema";

/** The first hundred rows that were refused, or that undo left, each with its reason and the way to it. */
export function TaskFailures({ task }: { task: TaskDto }) {
  const t = useTranslations("work");
  const api = useTRPC();
  const words = useTaskWords();
  const failures = useQuery(api.work.listFailures.queryOptions({ taskId: task.id, limit: 100 }));
  return (
    <Card aria-labelledby="failures">
      <h2 id="failures" className="border-b border-subtle px-4 py-3 font-semibold">
        {t("failures")}
      </h2>
      <QueryView query={failures}>
        {({ items }) => (
          <ul className="divide-y divide-(--border)">
            {items.map(({ position, entityId, error }) => (
              <li key={position} className="flex flex-wrap gap-x-4 px-4 py-row">
                <span className="tabular-nums">{t("row", { position })}</span>
                <span className="min-w-0 flex-1 text-muted">{words.error(error)}</span>
                {entityId && task.list && (
                  <Link
                    href={`${task.list}/${entityId}`}
                    prefetch={false}
                    className="text-brand-text underline underline-offset-4"
                  >
                    {t("open")}
                  </Link>
                )}
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </Card>
  );
}
