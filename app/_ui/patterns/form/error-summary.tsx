"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Ref } from "react";

export type SummaryItem = { path: string; label: string; message: string };

type ErrorSummaryProps = {
  ref: Ref<HTMLDivElement>;
  items: readonly SummaryItem[];
  onGo: (path: string) => void;
};

/** What has to be corrected, with the way to each field; it takes the focus when a form was refused. */
export function ErrorSummary({ ref, items, onGo }: ErrorSummaryProps) {
  const t = useTranslations("patterns.form");
  return (
    <div
      ref={ref}
      role="alert"
      tabIndex={-1}
      className="flex items-start gap-2.5 rounded-card bg-bad-soft px-3.5 py-3 text-bad"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{t("summary", { count: items.length })}</p>
        <ul className="mt-1 space-y-0.5">
          {items.map(({ path, label, message }) => (
            <li key={path}>
              <button
                type="button"
                onClick={() => onGo(path)}
                className="min-h-6 text-left underline underline-offset-4 hover:no-underline"
              >
                {label}: {message}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
