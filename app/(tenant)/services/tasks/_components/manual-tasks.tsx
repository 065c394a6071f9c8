"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { ManualTaskDto } from "@/server/modules/subscriptions/enforcement/schema";
import { NetworkBadge } from "../../_components/service-badges";
import { SettleTask } from "./settle-task";

/** What people still have to do by hand in the network, reconnections first. */
export function ManualTasks() {
  const t = useTranslations("services");
  const api = useTRPC();
  const [limit, setLimit] = useState(50);
  const tasks = useQuery(api.services.listTasks.queryOptions({ limit }));
  return (
    <>
      <PageHeader
        title={t("tasks.title")}
        description={t("tasks.description")}
        action={
          <Button asChild>
            <Link href="/services">{t("title")}</Link>
          </Button>
        }
      />
      <QueryView query={tasks}>
        {({ items, total }) => (
          <Card>
            <p role="status" className="border-b border-subtle px-4 py-3 text-muted">
              {t("tasks.count", { count: total })}
            </p>
            {items.length === 0 && (
              <EmptyState icon={ListChecks} title={t("tasks.empty")}>
                {t("tasks.emptyText")}
              </EmptyState>
            )}
            <ul className="divide-y divide-(--border)">
              {items.map((task) => (
                <TaskRow key={task.id} task={task} />
              ))}
            </ul>
            {items.length < total && items.length < 100 && (
              <div className="p-4 text-center">
                <Button onClick={() => setLimit(100)}>{t("tasks.more")}</Button>
              </div>
            )}
          </Card>
        )}
      </QueryView>
    </>
  );
}

function TaskRow({ task }: { task: ManualTaskDto }) {
  const t = useTranslations("services");
  const api = useTRPC();
  const cache = useQueryClient();
  const [settling, setSettling] = useState(false);
  const take = useMutation(
    api.services.takeTask.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.services.listTasks.pathFilter()),
    }),
  );
  const about = [task.address, task.ref].filter(Boolean).join(" · ");
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">
          {t(`tasks.do.${task.desired}`)}:{" "}
          <Link href={`/services/${task.serviceId}`} className="hover:underline">
            {task.customerName} · #{task.number} {task.label}
          </Link>
        </p>
        {about && <p className="text-muted">{about}</p>}
        <p className="text-[0.8125rem] text-muted">
          {t("tasks.since")} <When at={task.requestedAt} short /> ·{" "}
          {task.mine
            ? t("tasks.mine")
            : task.assigneeName && t("tasks.takenBy", { name: task.assigneeName })}
        </p>
      </div>
      <NetworkBadge state={task.observed} />
      <div className="flex flex-wrap gap-2">
        {!task.mine && (
          <Button
            size="sm"
            disabled={take.isPending}
            onClick={() => take.mutate({ commandId: task.id })}
          >
            {t("tasks.take")}
          </Button>
        )}
        <Button size="sm" variant="primary" onClick={() => setSettling(true)}>
          {t("tasks.settle")}
        </Button>
      </div>
      {settling && <SettleTask task={task} onClose={() => setSettling(false)} />}
    </li>
  );
}
