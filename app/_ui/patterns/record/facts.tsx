"use client";

import { useTranslations } from "next-intl";
import { useId, type ReactNode } from "react";
import { Card } from "@/app/_ui/primitives/card";

type FactsProps = { title?: string; action?: ReactNode; children: ReactNode };

/** What is known of a record, as names and values. */
export function Facts({ title, action, children }: FactsProps) {
  const t = useTranslations("patterns.record");
  const id = useId();
  return (
    <Card aria-labelledby={id}>
      <div className="flex items-center justify-between gap-3 border-b border-subtle px-4 py-3">
        <h2 id={id} className="font-semibold">
          {title ?? t("facts")}
        </h2>
        {action}
      </div>
      <dl className="divide-y divide-(--border)">{children}</dl>
    </Card>
  );
}

/** One name and its value; `empty` says in muted words that there is none. */
export function Fact({ label, children }: { label: string; children?: ReactNode }) {
  const t = useTranslations("patterns.record");
  const none = children === undefined || children === null || children === "";
  return (
    <div className="grid gap-x-4 px-4 py-row sm:grid-cols-[9rem_minmax(0,1fr)] sm:items-center">
      <dt className="text-[0.8125rem] text-muted">{label}</dt>
      <dd className="min-w-0 break-words">
        {none ? <span className="text-muted">{t("missing")}</span> : children}
      </dd>
    </div>
  );
}
