import type { TaskDto } from "@/server/modules/work/schema";

/** How far a task is, for eyes and for screen readers. */
export function ProgressBar({ task, label }: { task: TaskDto; label: string }) {
  const { status, total, done, failed, undone, notUndone } = task;
  const undo = status === "undoing" || status === "undone";
  const part = undo
    ? (undone + notUndone) / Math.max(done, 1)
    : (done + failed) / Math.max(total, 1);
  const percent = Math.round(part * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="h-2 overflow-hidden rounded-full bg-raised"
    >
      <div
        className="h-full rounded-full bg-brand transition-[width] duration-150"
        style={{ width: `${percent}%` }}
      />
    </div>
  );
}
