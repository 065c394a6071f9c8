"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useEffect, useEffectEvent } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/primitives/button";
import { isUnderWay, type TaskDto } from "@/server/modules/work/schema";
import { ErrorNotice } from "../error-notice";
import { ProgressBar } from "../progress-bar";
import { taskPart } from "./task-part";
import { useTaskWords } from "./task-words";

const ASK_EVERY_MS = 1_000;

/** A task as it stands, asked again each second while it moves. */
export function useTask(taskId: string) {
  const api = useTRPC();
  return useQuery({
    ...api.work.getTask.queryOptions({ taskId }),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data && !isUnderWay(state.data.status) ? false : ASK_EVERY_MS,
  });
}

type TaskProgressProps = { taskId: string; onClose: () => void; onChanged: () => void };

/** A long task beside the list that started it: how far, stop, undo, and where to find it again. */
export function TaskProgress({ taskId, onClose, onChanged }: TaskProgressProps) {
  const t = useTranslations("work");
  const task = useTask(taskId);
  const words = useTaskWords();
  const changed = useEffectEvent(onChanged);
  const status = task.data?.status;
  useEffect(() => {
    if (status && !isUnderWay(status)) changed();
  }, [status]);
  return (
    <section
      aria-label={t("progress")}
      className="fixed inset-x-2 bottom-2 z-50 space-y-2 rounded-card border border-subtle bg-surface p-4 shadow-high sm:inset-x-auto sm:right-4 sm:bottom-4 sm:w-96"
    >
      <div className="flex items-start gap-2">
        <p role="status" className="min-w-0 flex-1 font-medium break-words">
          {task.data ? words.summary(task.data) : t("starting")}
        </p>
        <Button variant="quiet" size="sm" onClick={onClose} aria-label={t("hide")}>
          <X aria-hidden />
        </Button>
      </div>
      {task.error && <ErrorNotice error={task.error} />}
      {task.data && (
        <>
          <ProgressBar part={taskPart(task.data)} label={words.kind(task.data.kind)} />
          <div className="flex flex-wrap items-center justify-end gap-2">
            <Link
              href={`/tasks/${taskId}`}
              className="mr-auto text-[0.8125rem] text-brand-text underline underline-offset-4"
            >
              {t("report")}
            </Link>
            <TaskActions task={task.data} />
          </div>
        </>
      )}
    </section>
  );
}

/** Stop while it runs, undo while it may be. */
export function TaskActions({ task }: { task: TaskDto }) {
  const t = useTranslations("work");
  const api = useTRPC();
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries(api.work.pathFilter());
  const cancel = useMutation(api.work.cancelTask.mutationOptions({ onSuccess }));
  const undo = useMutation(api.work.undoTask.mutationOptions({ onSuccess }));
  const error = cancel.error ?? undo.error;
  const input = { taskId: task.id };
  return (
    <>
      {error && <ErrorNotice error={error} />}
      {task.canCancel && (
        <Button size="sm" disabled={cancel.isPending} onClick={() => cancel.mutate(input)}>
          {t("cancel")}
        </Button>
      )}
      {task.canUndo && (
        <Button size="sm" disabled={undo.isPending} onClick={() => undo.mutate(input)}>
          {t("undo")}
        </Button>
      )}
    </>
  );
}
