"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Package, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { DataTable } from "@/app/_ui/patterns/data-table/data-table";
import { TaskProgress } from "@/app/_ui/patterns/data-table/task-progress";
import { BY_CURSOR, useList } from "@/app/_ui/patterns/data-table/use-list";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { useAskedOpen } from "@/app/_ui/patterns/use-asked-open";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import { BulkActions } from "./bulk-actions";
import { CATALOG_FILTERS } from "./catalog-filters";
import { CatalogPlaces } from "./catalog-places";
import { ItemFormDialog } from "./item-form";
import { useCatalogColumns } from "./use-catalog-columns";
import { useCatalogFilters } from "./use-choices";

/** Everything that can be sold: found, filtered, ordered, and changed many at a time. */
export function CatalogList() {
  const t = useTranslations("catalog");
  const mayManage = useMay()("catalog.manage");
  const router = useRouter();
  const [adding, setAdding] = useAskedOpen("new");
  const add = mayManage && (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden />
      {t("new")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} action={add} />
      <CatalogPlaces />
      <ItemTable add={add} mayManage={mayManage} />
      {adding && (
        <ItemFormDialog
          onClose={() => setAdding(false)}
          onSaved={(item) => router.push(`/catalog/${item.id}`)}
        />
      )}
    </>
  );
}

function ItemTable({ add, mayManage }: { add: React.ReactNode; mayManage: boolean }) {
  const t = useTranslations("catalog");
  const api = useTRPC();
  const cache = useQueryClient();
  const [taskId, setTaskId] = useState<string>();
  const { table } = useList(CATALOG_FILTERS, {
    pages: (asked) => api.catalog.list.infiniteQueryOptions(asked, BY_CURSOR),
    count: (asked) => api.catalog.count.queryOptions(asked),
  });
  return (
    <>
      <DataTable
        list="catalog"
        caption={t("title")}
        columns={useCatalogColumns()}
        filters={useCatalogFilters()}
        presets={[
          { key: "all", label: t("viewAll"), filters: {} },
          { key: "plans", label: t("viewPlans"), filters: { kind: "subscription" } },
          { key: "products", label: t("viewProducts"), filters: { kind: "product" } },
          { key: "archived", label: t("viewArchived"), filters: { archived: "yes" } },
        ]}
        defaultSort="name"
        {...table}
        countText={(values) => t("count", values)}
        rowName={(row) => row.name}
        rowHref={(row) => `/catalog/${row.id}`}
        {...(mayManage && {
          bulk: (chosen, _rows, clear) => (
            <BulkActions
              chosen={chosen}
              onStarted={(id) => {
                setTaskId(id);
                clear();
              }}
            />
          ),
        })}
        empty={
          <EmptyState icon={Package} title={t("empty")} action={add}>
            {t("emptyText")}
          </EmptyState>
        }
      />
      {taskId && (
        <TaskProgress
          taskId={taskId}
          onClose={() => setTaskId(undefined)}
          onChanged={() => void cache.invalidateQueries(api.catalog.pathFilter())}
        />
      )}
    </>
  );
}
