"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Merge, Plus, Upload, UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { useArrived } from "@/app/_trpc/live-updates";
import { DataTable } from "@/app/_ui/patterns/data-table/data-table";
import { TaskProgress } from "@/app/_ui/patterns/data-table/task-progress";
import { BY_CURSOR, useList } from "@/app/_ui/patterns/data-table/use-list";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { useAskedOpen } from "@/app/_ui/patterns/use-asked-open";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import { BulkActions } from "./bulk-actions";
import { CUSTOMER_FILTERS } from "./customer-filters";
import { CustomerFormDialog } from "./customer-form";
import { ExportCustomers } from "./export-customers";
import { useCustomerColumns } from "./use-customer-columns";
import { useCustomerFilters } from "./use-customer-filters";

/** Every customer within one's reach: found, filtered, ordered, and changed many at a time. */
export function CustomerList() {
  const t = useTranslations("customers");
  const api = useTRPC();
  const cache = useQueryClient();
  const router = useRouter();
  const may = useMay();
  const arrived = useArrived();
  const [adding, setAdding] = useAskedOpen("new");
  const [taskId, setTaskId] = useState<string>();
  const { asked, state, count, table } = useList(CUSTOMER_FILTERS, {
    pages: (asked) => api.customers.list.infiniteQueryOptions(asked, BY_CURSOR),
    count: (asked) => api.customers.count.queryOptions(asked),
  });
  const columns = useCustomerColumns();
  const add = may("customer.manage") && (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden />
      {t("new")}
    </Button>
  );
  const twice = may("customer.merge") && (
    <Button asChild>
      <Link href="/customers/duplicates">
        <Merge aria-hidden />
        {t("duplicates")}
      </Link>
    </Button>
  );
  const bring = may("customer.import") && (
    <Button asChild>
      <Link href="/imports/customers">
        <Upload aria-hidden />
        {t("import")}
      </Link>
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        action={
          <>
            {twice}
            {bring}
            {add}
          </>
        }
      />
      <DataTable
        list="customers"
        caption={t("title")}
        columns={columns}
        filters={useCustomerFilters()}
        presets={[
          { key: "all", label: t("viewAll"), filters: {} },
          { key: "leads", label: t("viewLeads"), filters: { status: "lead" } },
          ...(may("invoice.read")
            ? [{ key: "owing", label: t("viewOwing"), filters: { owes: "yes" } }]
            : []),
          { key: "former", label: t("viewFormer"), filters: { status: "former" } },
          { key: "archived", label: t("viewArchived"), filters: { archived: "yes" } },
        ]}
        defaultSort="-createdAt"
        {...table}
        countText={(values) => t("count", values)}
        rowName={(row) => row.name}
        rowHref={(row) => `/customers/${row.id}`}
        rowClassName={(row) => (arrived(row.id) ? "bg-info-soft" : undefined)}
        {...(may("customer.manage") && {
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
        tools={
          may("customer.export") && (
            <ExportCustomers
              query={asked}
              count={count?.count ?? 0}
              shown={state.columns ?? columns.filter(({ hidden }) => !hidden).map(({ key }) => key)}
              titles={new Map(columns.map(({ key, label }) => [key, label]))}
            />
          )
        }
        empty={
          <EmptyState icon={UsersRound} title={t("empty")} action={add}>
            {t("emptyText")}
          </EmptyState>
        }
      />
      {adding && (
        <CustomerFormDialog
          onClose={() => setAdding(false)}
          onSaved={(customer) => router.push(`/customers/${customer.id}`)}
        />
      )}
      {taskId && (
        <TaskProgress
          taskId={taskId}
          onClose={() => setTaskId(undefined)}
          onChanged={() => void cache.invalidateQueries(api.customers.pathFilter())}
        />
      )}
    </>
  );
}
