"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { MessageSquareText, SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { DataTable } from "@/app/_ui/patterns/data-table/data-table";
import { listQueryOf, PAGE_ROWS } from "@/app/_ui/patterns/data-table/list-params";
import { useListState } from "@/app/_ui/patterns/data-table/use-list-state";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import { MESSAGE_FILTERS } from "./message-filters";
import { hrefOf, useMessageColumns } from "./use-message-columns";
import { useMessageFilters } from "./use-message-filters";

/** Every message to a customer: by which channel, what became of it, what it cost. */
export function MessageList() {
  const t = useTranslations("messageLog");
  const api = useTRPC();
  const may = useMay();
  const { state, change } = useListState(MESSAGE_FILTERS);
  const asked = listQueryOf(state);
  const pages = useInfiniteQuery({
    ...api.notifications.listMessages.infiniteQueryOptions(
      { ...asked, limit: PAGE_ROWS },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  const count = useQuery({
    ...api.notifications.countMessages.queryOptions(asked),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        action={
          may("notificationPolicy.manage") && (
            <Button asChild>
              <Link href="/settings/notifications">
                <SlidersHorizontal aria-hidden />
                {t("policies")}
              </Link>
            </Button>
          )
        }
      />
      <DataTable
        list="messages"
        caption={t("title")}
        columns={useMessageColumns()}
        filters={useMessageFilters()}
        presets={[
          { key: "all", label: t("viewAll"), filters: {} },
          { key: "failed", label: t("viewFailed"), filters: { status: "failed,dropped" } },
          { key: "waiting", label: t("viewWaiting"), filters: { status: "queued,held,sending" } },
          { key: "whatsapp", label: t("viewWhatsapp"), filters: { channel: "whatsapp" } },
        ]}
        defaultSort="-createdAt"
        state={state}
        onChange={change}
        query={pages}
        count={count.data}
        countText={(rows, estimated) => t("count", { count: rows, estimated: String(estimated) })}
        rowId={(row) => row.id}
        rowName={(row) => row.customerName ?? t("unknownCustomer")}
        rowHref={hrefOf}
        empty={
          <EmptyState icon={MessageSquareText} title={t("empty")}>
            {t("emptyText")}
          </EmptyState>
        }
      />
    </>
  );
}
