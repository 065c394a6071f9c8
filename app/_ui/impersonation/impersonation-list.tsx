"use client";

import { DoorOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { When } from "@/app/_ui/patterns/when";
import { Badge } from "@/app/_ui/primitives/badge";
import type { ImpersonationDto } from "@/server/modules/impersonation/schema";

type Props = {
  items: readonly ImpersonationDto[];
  /** What can be done about one that still lasts. */
  action?: (item: ImpersonationDto) => ReactNode;
};

/** Who came in from outside, as whom, why, and how it ended. */
export function ImpersonationList({ items, action }: Props) {
  const t = useTranslations("impersonation");
  if (items.length === 0)
    return (
      <EmptyState icon={DoorOpen} title={t("none")}>
        {t("noneText")}
      </EmptyState>
    );
  return (
    <ul className="divide-y divide-subtle">
      {items.map((item) => (
        <li key={item.id} className="flex flex-wrap items-start gap-x-4 gap-y-1 py-3">
          <div className="min-w-0 flex-1 basis-56">
            <p className="break-words">
              {t.rich("entry", {
                by: item.byName,
                as: item.asName,
                b: (text) => <strong className="font-medium">{text}</strong>,
              })}
            </p>
            <p className="break-words text-muted">{item.reason}</p>
            <p className="text-[0.8125rem] text-muted">
              {t(`from.${item.from}`)} · <When at={item.startedAt} short />
            </p>
          </div>
          <Badge tone={item.endedReason ? "neutral" : "warn"}>
            {t(`ended.${item.endedReason ?? "open"}`)}
          </Badge>
          {!item.endedReason && action?.(item)}
        </li>
      ))}
    </ul>
  );
}
