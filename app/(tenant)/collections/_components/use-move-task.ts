"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { publicErrorOf } from "@/app/_trpc/public-error-of";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import type {
  CollectionTaskDto,
  TaskStatusWord,
} from "@/server/modules/billing/collections/schema";

/** Moves a task to another status and says so; what refuses it is said too. */
export function useMoveTask() {
  const t = useTranslations("collections");
  const error = useTranslations("error");
  const api = useTRPC();
  const cache = useQueryClient();
  const update = useMutation(
    api.collections.updateTask.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.collections.pathFilter()),
    }),
  );
  return {
    busy: update.isPending,
    move: (task: CollectionTaskDto, status: TaskStatusWord) =>
      update.mutate(
        { taskId: task.id, status },
        {
          onSuccess: () =>
            showToast(t("moved", { name: task.customerName, status: t(`status.${status}`) })),
          onError: (cause) =>
            showToast(publicErrorOf(cause)?.message ?? error("offline"), { tone: "bad" }),
        },
      ),
  };
}
