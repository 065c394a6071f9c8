import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, firstEvents, Prefetch } from "@/app/_trpc/server";
import { timelineFilter } from "@/app/_ui/patterns/timeline/timeline-filter";
import { ItemRecord } from "../_components/item-record";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("catalog"))("title") };
}

type Params = Promise<{ itemId: string }>;

export default async function CatalogItemPage({ params }: { params: Params }) {
  const { itemId } = await params;
  return (
    <Prefetch
      queries={[
        api.catalog.get.queryOptions({ itemId }),
        api.catalog.listPrices.queryOptions({ itemId }),
        api.catalog.listBooks.queryOptions(),
      ]}
      lists={[firstEvents("timeline", timelineFilter({ type: "catalogItem", id: itemId }, 50))]}
    >
      <ItemRecord itemId={itemId} />
    </Prefetch>
  );
}
