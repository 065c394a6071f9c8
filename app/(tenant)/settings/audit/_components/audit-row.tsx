"use client";

import { useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";
import { When } from "@/app/_ui/patterns/when";
import type { EventDto } from "@/server/modules/audit/schema";
import { useEventText } from "@/app/_ui/patterns/timeline/event-text";

type AuditRowProps = {
  event: Omit<EventDto, "payload"> & { payload?: unknown };
  actor: string;
  arrived: boolean;
};

/** One fact: in words, and opened as it stands in the chain. */
export function AuditRow({ event, actor, arrived }: AuditRowProps) {
  const t = useTranslations("audit");
  const eventText = useEventText();
  return (
    <li className={cn("border-b border-subtle last:border-0", arrived && "arrived")}>
      <details className="group">
        <summary className="flex flex-col gap-x-4 px-4 py-2.5 hover:bg-raised sm:flex-row sm:items-baseline">
          <span className="w-14 shrink-0 text-[0.8125rem] text-muted tabular-nums">
            #{event.seq}
          </span>
          <span className="min-w-0 flex-1 break-words">
            {eventText(event.name)}
            <code className="block text-xs text-muted">{event.name}</code>
          </span>
          <span className="text-[0.8125rem] text-muted">
            {actor} · <When at={event.at} short />
          </span>
        </summary>
        <dl className="grid gap-x-4 gap-y-1 bg-raised px-4 py-3 text-[0.8125rem] sm:grid-cols-[8rem_minmax(0,1fr)]">
          <dt className="text-muted">{t("entity")}</dt>
          <dd className="font-mono break-all">
            {event.entity.type} {event.entity.id}
          </dd>
          <dt className="text-muted">{t("actor")}</dt>
          <dd className="font-mono break-all">
            {event.actor.kind} {event.actor.id}
          </dd>
          <dt className="text-muted">{t("request")}</dt>
          <dd className="font-mono break-all">{event.requestId}</dd>
          <dt className="text-muted">{t("hash")}</dt>
          <dd className="font-mono break-all">{event.hash}</dd>
          <dt className="text-muted">{t("payload")}</dt>
          <dd>
            <pre className="break-all whitespace-pre-wrap">
              {JSON.stringify(event.payload, null, 2)}
            </pre>
          </dd>
        </dl>
      </details>
    </li>
  );
}
