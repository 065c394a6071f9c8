"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { PartyPopper } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/app/_trpc/client";
import { BY_CURSOR } from "@/app/_ui/patterns/data-table/use-list";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Segments } from "@/app/_ui/patterns/segments";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";
import { AGING_BY, type AgingInput } from "@/server/modules/billing/statements/schema";
import { type AgingBy, hrefOf, rowsOf } from "./aging-asked";
import { AgingFilters } from "./aging-filters";
import { AgingSums } from "./aging-sums";
import { AgingTable } from "./aging-table";
import { ExportAging } from "./export-aging";

type ReceivablesProps = { by: AgingBy; filters: AgingInput };

/** What customers owe by age: in all, and by whom or where. */
export function Receivables({ by, filters }: ReceivablesProps) {
  const t = useTranslations("receivables");
  const api = useTRPC();
  const router = useRouter();
  const may = useMay();
  const sums = useQuery({
    ...api.billing.aging.queryOptions(filters),
    placeholderData: keepPreviousData,
  });
  const pages = useInfiniteQuery({
    ...api.billing.agingRows.infiniteQueryOptions(rowsOf({ by, ...filters }), BY_CURSOR),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        action={may("customer.export") && <ExportAging by={by} filters={filters} />}
      />
      <AgingFilters by={by} filters={filters} aging={sums.data} />
      <QueryView query={sums}>
        {(found) =>
          found.rows.length === 0 ? (
            <Card>
              <EmptyState icon={PartyPopper} title={t("empty")}>
                {t("emptyText")}
              </EmptyState>
            </Card>
          ) : (
            <>
              <AgingSums aging={found} filters={filters} />
              <Segments
                label={t("by")}
                value={by}
                options={AGING_BY.map((value) => ({ value, label: t(`by_${value}`) }))}
                onChoose={(next) => router.replace(hrefOf({ ...filters, by: next }))}
              />
              <AgingTable
                by={by}
                filters={filters}
                query={pages}
                today={found.asOf === found.today}
              />
            </>
          )
        }
      </QueryView>
    </>
  );
}
