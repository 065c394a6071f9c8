"use client";

import { useQuery } from "@tanstack/react-query";
import { Handshake, Pencil, Phone } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Money } from "@/app/_ui/patterns/money";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Fact, Facts } from "@/app/_ui/patterns/record/facts";
import { RecordPage } from "@/app/_ui/patterns/record/record-page";
import { ActivityTimeline } from "@/app/_ui/patterns/timeline/activity-timeline";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Menu, MenuItem } from "@/app/_ui/primitives/menu";
import { useMay } from "@/app/_ui/shell/person";
import type {
  CollectionTaskDto,
  TaskStatusWord,
} from "@/server/modules/billing/collections/schema";
import { useDayText } from "./day-text";
import { EditTaskDialog } from "./edit-task-dialog";
import { PromiseDialog } from "./promise-dialog";
import { channelOf } from "./task-card";
import { TaskStatus } from "./task-status";
import { useMoveTask } from "./use-move-task";

/** One task: who owes, what comes next, what happened. */
export function TaskRecord({ taskId }: { taskId: string }) {
  const t = useTranslations("collections");
  const api = useTRPC();
  const task = useQuery(api.collections.getTask.queryOptions({ taskId }));
  return (
    <QueryView query={task}>
      {(found) => (
        <RecordPage
          back={{ href: "/collections", label: t("title") }}
          title={found.customerName}
          description={found.nextAction || t("noNext")}
          status={<TaskStatus status={found.status} />}
          action={<TaskActions task={found} />}
          facts={<TaskFacts task={found} />}
          timeline={<ActivityTimeline entity={{ type: "collectionTask", id: taskId }} />}
        />
      )}
    </QueryView>
  );
}

function TaskFacts({ task }: { task: CollectionTaskDto }) {
  const t = useTranslations("collections");
  const day = useDayText();
  const priority = task.priority === "low" || task.priority === "high" ? task.priority : "normal";
  const origin = task.origin === "policy" || task.origin === "api" ? task.origin : "staff";
  return (
    <Facts>
      <Fact label={t("owed")}>
        <Money minor={task.owedMinor} currency={task.currency} className="font-semibold" />
      </Fact>
      <Fact label={t("amount")}>
        <Money minor={task.amountMinor} currency={task.currency} />
      </Fact>
      <Fact label={t("customer")}>
        <Link
          href={`/customers/${task.customerId}`}
          className="text-brand-text underline underline-offset-4"
        >
          {task.customerName} #{task.customerNumber}
        </Link>
      </Fact>
      <Fact label={t("owner")}>{task.ownerName ?? t("nobody")}</Fact>
      <Fact label={t("channel")}>{t(`channels.${channelOf(task.channel)}`)}</Fact>
      <Fact label={t("priority")}>{t(`priorities.${priority}`)}</Fact>
      <Fact label={t("nextActionOn")}>{task.nextActionOn && day(task.nextActionOn, "long")}</Fact>
      <Fact label={t("promise")}>{task.promiseDueOn && day(task.promiseDueOn, "long")}</Fact>
      <Fact label={t("outcome")}>{task.outcome}</Fact>
      <Fact label={t("origin")}>{t(`origins.${origin}`)}</Fact>
      <Fact label={t("createdAt")}>
        <When at={task.createdAt} />
      </Fact>
    </Facts>
  );
}

const NEXT: Readonly<Record<TaskStatusWord, readonly TaskStatusWord[]>> = {
  open: ["inProgress", "uncollectable", "cancelled"],
  inProgress: ["open", "uncollectable", "cancelled"],
  promised: ["open", "inProgress", "uncollectable", "cancelled"],
  paid: [],
  uncollectable: ["open"],
  cancelled: ["open"],
};

function TaskActions({ task }: { task: CollectionTaskDto }) {
  const t = useTranslations("collections");
  const may = useMay();
  const { move, busy } = useMoveTask();
  const [open, setOpen] = useState<"edit" | "promise">();
  if (!may("collection.manage")) return null;
  const isOpen = NEXT[task.status].length > 1;
  return (
    <>
      {task.customerPhone && (
        <Button asChild>
          <a href={`tel:${task.customerPhone}`}>
            <Phone aria-hidden />
            {t("call", { phone: task.customerPhone })}
          </a>
        </Button>
      )}
      {isOpen && task.owedMinor > 0 && task.status !== "promised" && (
        <Button onClick={() => setOpen("promise")}>
          <Handshake aria-hidden />
          {t("promises.grant")}
        </Button>
      )}
      <Button variant="primary" onClick={() => setOpen("edit")}>
        <Pencil aria-hidden />
        {t("edit")}
      </Button>
      {NEXT[task.status].length > 0 && (
        <Menu trigger={<Button disabled={busy}>{t("move")}</Button>}>
          {NEXT[task.status].map((status) => (
            <MenuItem key={status} onSelect={() => move(task, status)}>
              {t(`status.${status}`)}
            </MenuItem>
          ))}
        </Menu>
      )}
      {open === "edit" && <EditTaskDialog task={task} onClose={() => setOpen(undefined)} />}
      {open === "promise" && (
        <PromiseDialog
          customerId={task.customerId}
          customerName={task.customerName}
          taskId={task.id}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
