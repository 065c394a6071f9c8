import type { TaskDto } from "@/server/modules/work/schema";

/** How far a task is, as a part of 1; an undo counts back what was done. */
export function taskPart({ status, total, done, failed, undone, notUndone }: TaskDto): number {
  const undo = status === "undoing" || status === "undone";
  return undo ? (undone + notUndone) / Math.max(done, 1) : (done + failed) / Math.max(total, 1);
}
