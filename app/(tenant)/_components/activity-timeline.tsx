"use client";

import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { useArrived } from "@/app/_trpc/live-updates";
import { useEventPages } from "@/app/_trpc/use-event-pages";
import { cn } from "@/app/_ui/cn";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { LoadMore } from "@/app/_ui/patterns/load-more";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { When } from "@/app/_ui/patterns/when";
import { Card } from "@/app/_ui/primitives/card";
import { useActorName } from "./actor-name";
import { EventIcon } from "./event-icon";
import { useEventText } from "./event-text";
import { foldTicks } from "./fold-ticks";

type ActivityTimelineProps = { readerId: string | null; namesPeople: boolean };

/** What happened here, newest first; what others do appears by itself. */
export function ActivityTimeline({ readerId, namesPeople }: ActivityTimelineProps) {
  const t = useTranslations("home");
  const arrived = useArrived();
  const eventText = useEventText();
  const actorName = useActorName(readerId, namesPeople);
  const timeline = useEventPages("timeline", { limit: 50 });
  return (
    <Card aria-labelledby="activity-title">
      <h2 id="activity-title" className="border-b border-subtle px-4 py-3 font-semibold">
        {t("activity")}
      </h2>
      <QueryView query={timeline}>
        {({ pages }) => {
          const events = foldTicks(pages.flatMap((page) => page.items));
          return events.length === 0 ? (
            <EmptyState icon={History} title={t("noActivity")} />
          ) : (
            <ol>
              {events.map((event) => (
                <li
                  key={event.id}
                  className={cn(
                    "flex items-start gap-3 border-b border-subtle px-4 py-2.5 last:border-0",
                    arrived(event.id) && "arrived",
                  )}
                >
                  <EventIcon name={event.name} />
                  <div className="min-w-0 flex-1">
                    <p className="break-words">
                      {eventText(event.name)}
                      {event.times > 1 && <span className="text-muted"> × {event.times}</span>}
                    </p>
                    <p className="text-[0.8125rem] text-muted">
                      {actorName(event)} · <When at={event.at} short />
                    </p>
                  </div>
                </li>
              ))}
            </ol>
          );
        }}
      </QueryView>
      <LoadMore query={timeline} />
    </Card>
  );
}
