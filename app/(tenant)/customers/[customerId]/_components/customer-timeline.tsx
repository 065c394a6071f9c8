"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC, useTRPCClient } from "@/app/_trpc/client";
import { eventPages } from "@/app/_trpc/event-pages";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { LoadMore } from "@/app/_ui/patterns/load-more";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { TimelineList } from "@/app/_ui/patterns/timeline/timeline-list";
import { Card } from "@/app/_ui/primitives/card";
import { Select } from "@/app/_ui/primitives/input";
import { TIMELINE_KINDS } from "@/server/modules/crm/rules/overview-schema";

type Kind = (typeof TIMELINE_KINDS)[number];

/** One line of time for the customer and all that is theirs; narrowed to a kind when asked. */
export function CustomerTimeline({ customerId }: { customerId: string }) {
  const t = useTranslations("customer");
  const words = useTranslations("patterns.timeline");
  const client = useTRPCClient();
  const api = useTRPC();
  const [kind, setKind] = useState<Kind>();
  const filter = { customerId, kind, limit: 50 };
  const timeline = useInfiniteQuery(
    eventPages(api.customers.timeline.queryKey(filter), (before) =>
      client.customers.timeline.query({ ...filter, before }),
    ),
  );
  return (
    <Card aria-labelledby="activity-title">
      <div className="flex items-center justify-between gap-2 border-b border-subtle px-4 py-2">
        <h2 id="activity-title" className="font-semibold">
          {words("title")}
        </h2>
        <Select
          aria-label={t("timelineKind")}
          className="w-36"
          value={kind ?? ""}
          onChange={({ target }) => setKind((target.value || undefined) as Kind | undefined)}
        >
          <option value="">{t("timelineAll")}</option>
          {TIMELINE_KINDS.map((one) => (
            <option key={one} value={one}>
              {t(`timeline.${one}`)}
            </option>
          ))}
        </Select>
      </div>
      <QueryView query={timeline}>
        {({ pages }) => {
          const events = pages.flatMap((page) => page.items);
          return events.length === 0 ? (
            <EmptyState icon={History} title={words("empty")}>
              {words("emptyText")}
            </EmptyState>
          ) : (
            <TimelineList events={events} />
          );
        }}
      </QueryView>
      <LoadMore query={timeline} />
    </Card>
  );
}
