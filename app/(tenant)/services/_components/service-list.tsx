"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Cable, ListChecks, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { useArrived } from "@/app/_trpc/live-updates";
import { DataTable } from "@/app/_ui/patterns/data-table/data-table";
import { listQueryOf, PAGE_ROWS } from "@/app/_ui/patterns/data-table/list-params";
import { useListState } from "@/app/_ui/patterns/data-table/use-list-state";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import { SERVICE_FILTERS } from "./service-filters";
import { useServiceColumns } from "./use-service-columns";
import { useServiceFilters } from "./use-service-filters";

/** Every service within one's reach, with both its states. */
export function ServiceList() {
  const t = useTranslations("services");
  const api = useTRPC();
  const arrived = useArrived();
  const { state, change } = useListState(SERVICE_FILTERS);
  const asked = listQueryOf(state);
  const pages = useInfiniteQuery({
    ...api.services.list.infiniteQueryOptions(
      { ...asked, limit: PAGE_ROWS },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  const count = useQuery({
    ...api.services.count.queryOptions(asked),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} action={<Actions />} />
      <DataTable
        list="services"
        caption={t("title")}
        columns={useServiceColumns()}
        filters={useServiceFilters()}
        presets={[
          { key: "all", label: t("views.all"), filters: {} },
          {
            key: "suspended",
            label: t("views.suspended"),
            filters: { state: "suspended,suspendRequested" },
          },
          { key: "paused", label: t("views.paused"), filters: { state: "paused" } },
          {
            key: "pending",
            label: t("views.pending"),
            filters: { state: "pendingInstall,pendingPayment" },
          },
          { key: "differs", label: t("views.differs"), filters: { differs: "yes" } },
          { key: "ended", label: t("views.ended"), filters: { ended: "yes" } },
        ]}
        defaultSort="-createdAt"
        state={state}
        onChange={change}
        query={pages}
        count={count.data}
        countText={(rows, estimated) => t("count", { count: rows, estimated: String(estimated) })}
        rowId={(row) => row.id}
        rowName={(row) => `${row.itemName} · ${row.customerName}`}
        rowHref={(row) => `/services/${row.id}`}
        rowClassName={(row) => (arrived(row.id) ? "bg-info-soft" : undefined)}
        empty={
          <EmptyState icon={Cable} title={t("empty")} action={<AddService />}>
            {t("emptyText")}
          </EmptyState>
        }
      />
    </>
  );
}

function AddService() {
  const t = useTranslations("services");
  const may = useMay();
  if (!may("service.manage")) return null;
  return (
    <Button asChild variant="primary">
      <Link href="/services/new">
        <Plus aria-hidden />
        {t("new")}
      </Link>
    </Button>
  );
}

function Actions() {
  const t = useTranslations("services");
  const may = useMay();
  return (
    <>
      {may("service.enforce") && (
        <Button asChild>
          <Link href="/services/tasks">
            <ListChecks aria-hidden />
            {t("tasks.open")}
          </Link>
        </Button>
      )}
      <AddService />
    </>
  );
}
