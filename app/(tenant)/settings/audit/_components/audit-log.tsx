"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ScrollText } from "lucide-react";
import type { EventFilter } from "@/app/_trpc/event-pages";
import { useArrived } from "@/app/_trpc/live-updates";
import { useEventPages } from "@/app/_trpc/use-event-pages";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { LoadMore } from "@/app/_ui/patterns/load-more";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Card } from "@/app/_ui/primitives/card";
import { useActorName } from "@/app/_ui/patterns/timeline/actor-name";
import { AuditFilter } from "./audit-filter";
import { AuditRow } from "./audit-row";

/** Every fact, with what it holds and its place in the chain. */
export function AuditLog({ readerId }: { readerId: string | null }) {
  const t = useTranslations("audit");
  const [filter, setFilter] = useState<EventFilter>({ limit: 50 });
  const log = useEventPages("log", filter);
  const arrived = useArrived();
  const actorName = useActorName(readerId, true);
  return (
    <section aria-labelledby="log-title">
      <h2 id="log-title" className="mb-3 text-base font-semibold">
        {t("log")}
      </h2>
      <AuditFilter onFilter={(chosen) => setFilter({ limit: 50, ...chosen })} />
      <Card>
        <QueryView query={log}>
          {({ pages }) => {
            const events = pages.flatMap((page) => page.items);
            return events.length === 0 ? (
              <EmptyState icon={ScrollText} title={t("empty")} />
            ) : (
              <ol>
                {events.map((event) => (
                  <AuditRow
                    key={event.id}
                    event={event}
                    actor={actorName(event)}
                    arrived={arrived(event.id)}
                  />
                ))}
              </ol>
            );
          }}
        </QueryView>
        <LoadMore query={log} />
      </Card>
    </section>
  );
}
