"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { taskPart } from "@/app/_ui/patterns/data-table/task-part";
import { ProgressBar } from "@/app/_ui/patterns/progress-bar";
import { TaskActions, useTask } from "@/app/_ui/patterns/data-table/task-progress";
import { useTaskWords } from "@/app/_ui/patterns/data-table/task-words";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Fact, Facts } from "@/app/_ui/patterns/record/facts";
import { RecordPage } from "@/app/_ui/patterns/record/record-page";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { ActivityTimeline } from "@/app/_ui/patterns/timeline/activity-timeline";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import type { TaskDto } from "@/server/modules/work/schema";
import { TaskFailures } from "./task-failures";

/** One long task: how far it is, what came of it, which rows it left, and the way back. */
export function TaskRecord({ taskId }: { taskId: string }) {
  const t = useTranslations("work");
  const task = useTask(taskId);
  const words = useTaskWords();
  return (
    <QueryView query={task}>
      {(found) => (
        <RecordPage
          back={{ href: "/tasks", label: t("title") }}
          title={words.kind(found.kind)}
          description={<span role="status">{words.summary(found)}</span>}
          status={<StatusBadge status={found.status} />}
          action={
            <>
              {found.list && (
                <Button asChild>
                  <Link href={found.list}>{t("backToList")}</Link>
                </Button>
              )}
              <TaskActions task={found} />
            </>
          }
          facts={<TaskFacts task={found} />}
          timeline={<ActivityTimeline entity={{ type: "task", id: taskId }} />}
        >
          {(found.failed > 0 || found.notUndone > 0) && <TaskFailures task={found} />}
        </RecordPage>
      )}
    </QueryView>
  );
}

function TaskFacts({ task }: { task: TaskDto }) {
  const t = useTranslations("work");
  const words = useTaskWords();
  return (
    <div className="space-y-4">
      <ProgressBar part={taskPart(task)} label={words.kind(task.kind)} />
      {task.error && <p className="text-bad">{words.error(task.error)}</p>}
      <Facts title={t("facts")}>
        <Fact label={t("total")}>{task.total}</Fact>
        <Fact label={t("done")}>{task.done}</Fact>
        <Fact label={t("failed")}>{task.failed}</Fact>
        {task.undone > 0 && <Fact label={t("undone")}>{task.undone}</Fact>}
        <Fact label={t("startedBy")}>{task.startedBy}</Fact>
        <Fact label={t("when")}>
          <When at={task.createdAt} />
        </Fact>
        {task.finishedAt && (
          <Fact label={t("finished")}>
            <When at={task.finishedAt} />
          </Fact>
        )}
        {task.canUndo && task.undoUntil && (
          <Fact label={t("undoUntil")}>
            <When at={task.undoUntil} />
          </Fact>
        )}
      </Facts>
    </div>
  );
}
