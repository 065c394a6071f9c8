"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus, ReceiptText } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { DataTable } from "@/app/_ui/patterns/data-table/data-table";
import type { Chosen } from "@/app/_ui/patterns/data-table/list-column";
import { BY_CURSOR, useList } from "@/app/_ui/patterns/data-table/use-list";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";
import { useMay } from "@/app/_ui/shell/person";
import { INVOICE_FILTERS } from "./invoice-filters";
import { ListTotals } from "./list-totals";
import { useInvoiceColumns } from "./use-invoice-columns";
import { useInvoiceListFilters } from "./use-invoice-list-filters";

/** Every invoice and draft within one's reach, with what it all comes to. */
export function InvoiceList() {
  const t = useTranslations("invoices");
  const api = useTRPC();
  const may = useMay();
  const { asked, state, table } = useList(INVOICE_FILTERS, {
    pages: (asked) => api.billing.listInvoices.infiniteQueryOptions(asked, BY_CURSOR),
    count: (asked) => api.billing.countInvoices.queryOptions(asked),
  });
  const mayManage = may("invoice.manage");
  const add = mayManage && (
    <Button asChild variant="primary">
      <Link href="/invoices/new">
        <Plus aria-hidden />
        {t("new")}
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
            <Button asChild>
              <Link href="/receivables">{t("aging")}</Link>
            </Button>
            {add}
          </>
        }
      />
      <ListTotals query={asked} />
      <DataTable
        list="invoices"
        caption={t("title")}
        columns={useInvoiceColumns()}
        filters={useInvoiceListFilters()}
        presets={[
          { key: "all", label: t("viewAll"), filters: {} },
          { key: "unpaid", label: t("viewUnpaid"), filters: { owed: "yes" } },
          { key: "overdue", label: t("viewOverdue"), filters: { overdue: "yes" } },
          { key: "drafts", label: t("viewDrafts"), filters: { draft: "yes" } },
        ]}
        defaultSort="-issuedOn"
        {...table}
        countText={(values) => t("count", values)}
        rowName={(row) => row.number || t("untitled")}
        rowHref={(row) => `/invoices/${row.id}`}
        {...(mayManage &&
          state.filters.draft === "yes" && {
            bulk: (chosen, _count, clear) => <IssueChosen chosen={chosen} onDone={clear} />,
          })}
        empty={
          <EmptyState icon={ReceiptText} title={t("empty")} action={add}>
            {t("emptyText")}
          </EmptyState>
        }
      />
    </>
  );
}

/** Issues the drafts chosen by name; one that cannot be issued stays a draft. */
function IssueChosen({ chosen, onDone }: { chosen: Chosen; onDone: () => void }) {
  const t = useTranslations("invoices");
  const api = useTRPC();
  const cache = useQueryClient();
  const [done, setDone] = useState<string>();
  const issue = useMutation(
    api.billing.issueMany.mutationOptions({
      onSuccess: async ({ issued, failed }) => {
        setDone(t("issuedMany", { issued: issued.length, failed: failed.length }));
        await cache.invalidateQueries(api.billing.pathFilter());
        if (failed.length === 0) onDone();
      },
    }),
  );
  const ids = chosen.mode === "ids" ? chosen.ids.slice(0, 200) : [];
  return (
    <>
      <Button
        variant="primary"
        disabled={ids.length === 0 || issue.isPending}
        onClick={() => issue.mutate({ invoiceIds: ids })}
      >
        {t("issueMany", { count: ids.length })}
      </Button>
      {done && <Notice tone="info">{done}</Notice>}
      {issue.error && <ErrorNotice error={issue.error} />}
    </>
  );
}
