"use client";

import { HandCoins, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { DataTable } from "@/app/_ui/patterns/data-table/data-table";
import { BY_CURSOR, useList } from "@/app/_ui/patterns/data-table/use-list";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import { AssignTasksAction } from "./assign-tasks-action";
import { CollectionTabs } from "./collection-tabs";
import { CreateTaskDialog } from "./create-task-dialog";
import { TASK_FILTERS } from "./task-filters";
import { useTaskColumns } from "./use-task-columns";
import { useTaskFilters } from "./use-task-filters";

/** Every task within one's reach, to be found, filtered and given to somebody. */
export function TaskList() {
  const t = useTranslations("collections");
  const api = useTRPC();
  const may = useMay();
  const [creating, setCreating] = useState(false);
  const { table } = useList(TASK_FILTERS, {
    pages: (asked) => api.collections.listTasks.infiniteQueryOptions(asked, BY_CURSOR),
    count: (asked) => api.collections.countTasks.queryOptions(asked),
  });
  const add = may("collection.manage") && (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t("new")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("listTitle")} description={t("description")} action={add} />
      <CollectionTabs />
      <DataTable
        list="collections"
        caption={t("listTitle")}
        columns={useTaskColumns()}
        filters={useTaskFilters()}
        presets={[
          { key: "open", label: t("viewOpen"), filters: {} },
          { key: "mine", label: t("viewMine"), filters: { mine: "yes" } },
          { key: "today", label: t("viewToday"), filters: { today: "yes" } },
          { key: "late", label: t("viewLate"), filters: { late: "yes" } },
          { key: "team", label: t("viewTeam"), filters: { team: "yes" } },
          { key: "closed", label: t("viewClosed"), filters: { closed: "yes" } },
        ]}
        defaultSort="-createdAt"
        {...table}
        countText={(values) => t("count", values)}
        rowName={(row) => row.customerName}
        rowHref={(row) => `/collections/${row.id}`}
        {...(may("collection.manage") && {
          bulk: (chosen, rows, clear) => (
            <AssignTasksAction chosen={chosen} count={rows} onDone={clear} />
          ),
        })}
        empty={
          <EmptyState icon={HandCoins} title={t("empty")} action={add}>
            {t("emptyText")}
          </EmptyState>
        }
      />
      {creating && <CreateTaskDialog onClose={() => setCreating(false)} />}
    </>
  );
}
