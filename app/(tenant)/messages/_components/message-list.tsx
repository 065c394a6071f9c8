"use client";

import { MessageSquareText, SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { DataTable } from "@/app/_ui/patterns/data-table/data-table";
import { BY_CURSOR, useList } from "@/app/_ui/patterns/data-table/use-list";
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
  const { table } = useList(MESSAGE_FILTERS, {
    pages: (asked) => api.notifications.listMessages.infiniteQueryOptions(asked, BY_CURSOR),
    count: (asked) => api.notifications.countMessages.queryOptions(asked),
    refetchInterval: 30_000,
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
        {...table}
        countText={(values) => t("count", values)}
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
