"use client";

import { Cable, ListChecks, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { useArrived } from "@/app/_trpc/live-updates";
import { DataTable } from "@/app/_ui/patterns/data-table/data-table";
import { BY_CURSOR, useList } from "@/app/_ui/patterns/data-table/use-list";
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
  const { table } = useList(SERVICE_FILTERS, {
    pages: (asked) => api.services.list.infiniteQueryOptions(asked, BY_CURSOR),
    count: (asked) => api.services.count.queryOptions(asked),
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
        {...table}
        countText={(values) => t("count", values)}
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
