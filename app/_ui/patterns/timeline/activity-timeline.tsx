"use client";

import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEventPages } from "@/app/_trpc/use-event-pages";
import { Card } from "@/app/_ui/primitives/card";
import { EmptyState } from "../empty-state";
import { LoadMore } from "../load-more";
import { QueryView } from "../query-view";
import { timelineFilter } from "./timeline-filter";
import { TimelineList } from "./timeline-list";

type ActivityTimelineProps = {
  /** Only what happened to this; absent: to anything. */
  entity?: { type: string; id: string };
  limit?: number;
};

/** What happened here or to one record, newest first; what others do appears by itself. */
export function ActivityTimeline({ entity, limit = 50 }: ActivityTimelineProps) {
  const t = useTranslations("patterns.timeline");
  const timeline = useEventPages("timeline", timelineFilter(entity, limit));
  return (
    <Card aria-labelledby="activity-title">
      <h2 id="activity-title" className="border-b border-subtle px-4 py-3 font-semibold">
        {t("title")}
      </h2>
      <QueryView query={timeline}>
        {({ pages }) => {
          const events = pages.flatMap((page) => page.items);
          return events.length === 0 ? (
            <EmptyState icon={History} title={t("empty")}>
              {t("emptyText")}
            </EmptyState>
          ) : (
            <TimelineList events={events} company={!entity} />
          );
        }}
      </QueryView>
      <LoadMore query={timeline} />
    </Card>
  );
}
