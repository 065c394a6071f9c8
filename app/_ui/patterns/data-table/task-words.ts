"use client";

import { useTranslations } from "next-intl";
import type { TaskDto } from "@/server/modules/work/schema";

/** Names of kinds and what became of a task, in words. */
export function useTaskWords() {
  const t = useTranslations("work");
  const errors = useTranslations("errors");
  const kind = (name: string): string => {
    const key = name.replaceAll(".", "_");
    return t.has(`kind.${key}` as never) ? t(`kind.${key}` as never) : name;
  };
  const error = (key: string): string => (errors.has(key as never) ? errors(key as never) : key);
  const summary = (task: TaskDto): string => {
    const { status, done, failed, total, undone, notUndone } = task;
    const numbers = { kind: kind(task.kind), done, failed, total, undone, notUndone };
    return t(`summary.${status}`, { ...numbers, all: done + failed });
  };
  return { kind, error, summary };
}
