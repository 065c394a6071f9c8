"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/app/_ui/primitives/button";
import type { ListSelection } from "./use-selection";

type BulkBarProps = {
  selection: ListSelection;
  shown: number;
  total: number | undefined;
  children: ReactNode;
};

/** What is chosen and what can be done to all of it; offers all that match when a page is chosen. */
export function BulkBar({ selection, shown, total, children }: BulkBarProps) {
  const t = useTranslations("table");
  const { all, size, everything, clear } = selection;
  if (!all && size === 0) return null;
  const more = !all && size >= shown && (total ?? 0) > size;
  return (
    <div
      role="toolbar"
      aria-label={t("bulk")}
      className="sticky bottom-3 z-20 mx-2 mb-3 flex flex-wrap items-center gap-2 rounded-card border border-subtle bg-surface p-2 pl-4 shadow-high"
    >
      <span className="mr-auto font-medium tabular-nums">
        {all ? t("chosenAll", { count: total ?? 0 }) : t("chosen", { count: size })}
      </span>
      {more && (
        <Button variant="link" onClick={everything}>
          {t("chooseMatching", { count: total ?? 0 })}
        </Button>
      )}
      {children}
      <Button variant="quiet" size="sm" onClick={clear} aria-label={t("chooseNone")}>
        <X aria-hidden />
      </Button>
    </div>
  );
}
