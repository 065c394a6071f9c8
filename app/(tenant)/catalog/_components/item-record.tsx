"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { RecordPage } from "@/app/_ui/patterns/record/record-page";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { ActivityTimeline } from "@/app/_ui/patterns/timeline/activity-timeline";
import { ItemActions } from "./item-actions";
import { ItemFacts } from "./item-facts";
import { ItemPrices } from "./item-prices";

/** One thing that is sold: what it is, what it costs and will cost, who has it, what happened to it. */
export function ItemRecord({ itemId }: { itemId: string }) {
  const t = useTranslations("catalog");
  const api = useTRPC();
  const item = useQuery(api.catalog.get.queryOptions({ itemId }));
  return (
    <QueryView query={item}>
      {(found) => (
        <RecordPage
          back={{ href: "/catalog", label: t("title") }}
          title={found.name}
          description={`${t(`kind.${found.kind}`)} · ${found.code}`}
          status={<StatusBadge status={found.archivedAt ? "archived" : "active"} />}
          action={<ItemActions item={found} />}
          facts={<ItemFacts item={found} />}
          timeline={<ActivityTimeline entity={{ type: "catalogItem", id: itemId }} />}
        >
          <ItemPrices item={found} />
        </RecordPage>
      )}
    </QueryView>
  );
}
