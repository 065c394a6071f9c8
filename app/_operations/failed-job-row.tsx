"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import type { FailedJob } from "./use-dead-letters";

type FailedJobRowProps = {
  job: FailedJob;
  onReplay: (job: FailedJob) => Promise<unknown>;
  onDismiss: (job: FailedJob) => Promise<unknown>;
};

/** One job: what failed, how often, what it carried. */
export function FailedJobRow({ job, onReplay, onDismiss }: FailedJobRowProps) {
  const t = useTranslations("jobs");
  const [asked, setAsked] = useState<"replay" | "dismiss">();
  return (
    <li className="border-b border-subtle p-4 last:border-0">
      <div className="flex flex-col gap-3 sm:flex-row sm:items-start sm:justify-between">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            <code>{job.name}</code> <StatusBadge status={job.status} />
          </p>
          <p className="mt-0.5 text-muted">
            {job.tenantSlug && <>{job.tenantSlug} · </>}
            {t("attempts", { count: job.attempts })} · <When at={job.failedAt} short />
          </p>
          <p className="mt-2 line-clamp-3 break-words">{job.error}</p>
        </div>
        {job.status === "open" && (
          <div className="flex shrink-0 gap-2">
            <Button onClick={() => setAsked("replay")}>{t("replay")}</Button>
            <Button variant="quiet" onClick={() => setAsked("dismiss")}>
              {t("dismiss")}
            </Button>
          </div>
        )}
      </div>
      {job.payload !== undefined && (
        <details className="mt-2">
          <summary className="w-fit text-brand-text">{t("payload")}</summary>
          <pre
            // The payload may be wider than a phone: scrolled by keyboard too.
            tabIndex={0}
            className="mt-2 max-h-72 overflow-auto rounded-control bg-raised p-3 text-xs"
          >
            {JSON.stringify(job.payload, null, 2)}
          </pre>
        </details>
      )}
      {asked && (
        <ConfirmAction
          open
          onOpenChange={(open) => !open && setAsked(undefined)}
          title={t(`${asked}Title`)}
          confirmLabel={t(asked)}
          variant={asked === "replay" ? "primary" : "danger"}
          onConfirm={() => (asked === "replay" ? onReplay : onDismiss)(job)}
        >
          {t(`${asked}Text`, { name: job.name })}
        </ConfirmAction>
      )}
    </li>
  );
}
