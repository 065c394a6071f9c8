"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { LoadMore } from "@/app/_ui/patterns/load-more";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Segments } from "@/app/_ui/patterns/segments";
import { Card } from "@/app/_ui/primitives/card";
import { DeliveryRow } from "./delivery-row";

const filters = ["all", "pending", "delivered", "failed"] as const;

/** What was sent to an endpoint, newest first, as it changes. */
export function DeliveryList({ endpointId }: { endpointId: string }) {
  const t = useTranslations("webhooks");
  const [filter, setFilter] = useState<(typeof filters)[number]>("all");
  const deliveries = useInfiniteQuery(
    useTRPC().hub.listDeliveries.infiniteQueryOptions(
      { endpointId, ...(filter !== "all" && { status: filter }) },
      { getNextPageParam: (last) => last.nextCursor ?? undefined, refetchInterval: 5_000 },
    ),
  );
  return (
    <section>
      <h2 className="mb-3 text-base font-semibold">{t("deliveries")}</h2>
      <Segments
        label={t("filter")}
        value={filter}
        options={filters.map((value) => ({ value, label: t(`filters.${value}`) }))}
        onChoose={setFilter}
      />
      <Card>
        <QueryView query={deliveries}>
          {({ pages }) => {
            const all = pages.flatMap((page) => page.items);
            return all.length === 0 ? (
              <EmptyState icon={Send} title={t("noDeliveries")}>
                {t("noDeliveriesText")}
              </EmptyState>
            ) : (
              <ul>
                {all.map((delivery) => (
                  <DeliveryRow key={delivery.id} delivery={delivery} />
                ))}
              </ul>
            );
          }}
        </QueryView>
        <LoadMore query={deliveries} />
      </Card>
    </section>
  );
}
