"use client";

import { TriangleAlert } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";
import type { UsageDto } from "@/server/modules/tenants/schema";

/** From here on a tenant is warned (product: 80 %). */
export const WARN_PERCENT = 80;

/** One resource: used of how many, as a bar and as words. */
export function UsageMeter({ usage }: { usage: UsageDto }) {
  const t = useTranslations();
  const amount = useAmount(usage);
  const label = t(`resource.${usage.resource}`);
  const percent = usage.percent ?? 0;
  // A limit of none that nobody passed is no warning: the plan just does not include it.
  const absent = usage.maximum === 0 && usage.used === 0;
  const near = !absent && percent >= WARN_PERCENT;
  return (
    <div>
      <div className="flex items-center justify-between gap-3">
        <span className="flex min-w-0 items-center gap-1.5 font-medium">
          {near && <TriangleAlert aria-hidden className="size-4 shrink-0 text-warn" />}
          <span className="truncate">{label}</span>
        </span>
        <span className="shrink-0 text-muted tabular-nums">
          {absent
            ? t("usage.absent")
            : usage.maximum === null
              ? t("usage.unlimited", { used: amount(usage.used) })
              : t("usage.of", { used: amount(usage.used), maximum: amount(usage.maximum) })}
        </span>
      </div>
      {usage.maximum !== null && !absent && (
        <div
          role="meter"
          aria-label={label}
          aria-valuenow={Math.min(100, percent)}
          aria-valuemin={0}
          aria-valuemax={100}
          className="mt-1.5 h-1.5 overflow-hidden rounded-full bg-raised"
        >
          <div
            className={cn(
              "h-full rounded-full bg-brand",
              near && "bg-warn",
              percent >= 100 && "bg-bad-solid",
            )}
            style={{ width: `${Math.min(100, Math.max(percent, usage.used > 0 ? 2 : 0))}%` }}
          />
        </div>
      )}
      {near && (
        <p className={cn("mt-1 text-[0.8125rem]", percent >= 100 ? "text-bad" : "text-warn")}>
          {percent >= 100 ? t("usage.full") : t("usage.near", { percent })}
        </p>
      )}
    </div>
  );
}

/** The resource that is closest to its limit, in a cell of a table. */
export function UsagePercent({ usage }: { usage: readonly UsageDto[] }) {
  const t = useTranslations();
  const fullest = usage
    .filter((row) => row.percent !== null && (row.used > 0 || row.maximum !== 0))
    .toSorted((a, b) => (b.percent ?? 0) - (a.percent ?? 0))[0];
  if (!fullest) return <span className="text-muted">–</span>;
  return (
    <span className={cn((fullest.percent ?? 0) >= WARN_PERCENT && "font-medium text-warn")}>
      {fullest.percent} % · {t(`resource.${fullest.resource}`)}
    </span>
  );
}

const MEGABYTE = 1_000_000;

function useAmount(usage: UsageDto): (value: number) => string {
  const format = useFormatter();
  if (usage.resource !== "storageBytes") return (value) => format.number(value);
  return (value) =>
    value >= 1_000 * MEGABYTE
      ? `${format.number(value / (1_000 * MEGABYTE), { maximumFractionDigits: 1 })} GB`
      : `${format.number(value / MEGABYTE, { maximumFractionDigits: 1 })} MB`;
}
