"use client";

import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { Package, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { DataTable } from "@/app/_ui/patterns/data-table/data-table";
import { listQueryOf, PAGE_ROWS } from "@/app/_ui/patterns/data-table/list-params";
import { TaskProgress } from "@/app/_ui/patterns/data-table/task-progress";
import { useListState } from "@/app/_ui/patterns/data-table/use-list-state";
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
  const { state, change } = useListState(CATALOG_FILTERS);
  const [taskId, setTaskId] = useState<string>();
  const asked = listQueryOf(state);
  const pages = useInfiniteQuery({
    ...api.catalog.list.infiniteQueryOptions(
      { ...asked, limit: PAGE_ROWS },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  const count = useQuery({
    ...api.catalog.count.queryOptions(asked),
    placeholderData: keepPreviousData,
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
        state={state}
        onChange={change}
        query={pages}
        count={count.data}
        countText={(rows, estimated) => t("count", { count: rows, estimated: String(estimated) })}
        rowId={(row) => row.id}
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
