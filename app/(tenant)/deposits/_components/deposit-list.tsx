"use client";

import { PiggyBank, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { DataTable } from "@/app/_ui/patterns/data-table/data-table";
import { BY_CURSOR, useList } from "@/app/_ui/patterns/data-table/use-list";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { useAskedOpen } from "@/app/_ui/patterns/use-asked-open";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import { DEPOSIT_FILTERS, DEPOSIT_STATES } from "./deposit-filters";
import { TakeDeposit } from "./take-deposit";
import { useDepositColumns } from "./use-deposit-columns";

/** Guarantees held for customers: taken, used, given back. */
export function DepositList() {
  const t = useTranslations("deposits");
  const api = useTRPC();
  const may = useMay();
  const [taking, setTaking] = useAskedOpen("new");
  const { table, state } = useList(DEPOSIT_FILTERS, {
    pages: (asked) => api.payments.listDeposits.infiniteQueryOptions(asked, BY_CURSOR),
    count: (asked) => api.payments.countDeposits.queryOptions(asked),
  });
  const add = may("payment.record") && (
    <Button variant="primary" onClick={() => setTaking(true)}>
      <Plus aria-hidden />
      {t("take")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} action={add} />
      <DataTable
        list="deposits"
        caption={t("title")}
        columns={useDepositColumns()}
        filters={[
          {
            key: "status",
            label: t("state"),
            type: "choice",
            options: DEPOSIT_STATES.map((value) => ({ value, label: t(value) })),
          },
          { key: "heldOn", label: t("heldOn"), type: "date" },
        ]}
        presets={[
          { key: "all", label: t("viewAll"), filters: {} },
          { key: "held", label: t("viewHeld"), filters: { status: "held" } },
        ]}
        defaultSort="-heldOn"
        {...table}
        countText={(values) => t("count", values)}
        rowName={(row) => row.customerName}
        rowHref={(row) => `/customers/${row.customerId}`}
        empty={
          <EmptyState icon={PiggyBank} title={t("empty")} action={add}>
            {t("emptyText")}
          </EmptyState>
        }
      />
      {taking && (
        <TakeDeposit customerId={state.filters.customer ?? ""} onClose={() => setTaking(false)} />
      )}
    </>
  );
}
