/** How far something is (`part` of 1), for eyes and for screen readers. */
export function ProgressBar({ part, label }: { part: number; label: string }) {
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
