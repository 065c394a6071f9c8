"use client";

import { ArrowLeft, ScrollText } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { DataTable } from "@/app/_ui/patterns/data-table/data-table";
import { BY_CURSOR, useList } from "@/app/_ui/patterns/data-table/use-list";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { useMay } from "@/app/_ui/shell/person";
import type { EnforcementDto } from "@/server/modules/network/log-schema";
import { ProofView } from "../../_components/proof-view";
import { COMMAND_FILTERS } from "./command-filters";
import { ReplayDialog } from "./replay-dialog";
import { useCommandColumns } from "./use-command-columns";
import { useCommandFilters } from "./use-command-filters";

/** Nobody reads the log faster than this, and a cut on its way is proven within seconds. */
const EVERY_MS = 5_000;

/** All that the network was asked for, each with its proof; what does not go through is a view, and can be asked again. */
export function CommandList() {
  const t = useTranslations("network");
  const api = useTRPC();
  const mayReplay = useMay()("service.enforce");
  const [shown, setShown] = useState<EnforcementDto>();
  const [again, setAgain] = useState<readonly EnforcementDto[]>();
  const { table, state, count } = useList(COMMAND_FILTERS, {
    pages: (asked) => api.network.listEnforcement.infiniteQueryOptions(asked, BY_CURSOR),
    count: (asked) => api.network.countEnforcement.queryOptions(asked),
    refetchInterval: EVERY_MS,
  });
  const columns = useCommandColumns({
    onProof: setShown,
    ...(mayReplay && { onReplay: (row: EnforcementDto) => setAgain([row]) }),
  });
  const dead = state.filters.stuck === "yes" && (count?.count ?? 0) > 0;
  return (
    <>
      <Link
        href="/network"
        className="mb-3 inline-flex min-h-6 items-center gap-1.5 text-muted hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t("title")}
      </Link>
      <PageHeader
        title={t("log.title")}
        description={t("log.description")}
        action={
          mayReplay &&
          dead && (
            <Button variant="primary" onClick={() => setAgain([])}>
              {t("replay")}
            </Button>
          )
        }
      />
      <DataTable
        list="networkCommands"
        caption={t("log.title")}
        columns={columns}
        filters={useCommandFilters()}
        presets={usePresets()}
        defaultSort="-requestedAt"
        {...table}
        countText={(values) => t("log.count", values)}
        rowName={(row) => `#${row.number} ${row.customerName}`}
        rowHref={(row) => `/services/${row.serviceId}`}
        empty={
          <EmptyState icon={ScrollText} title={t("log.empty")}>
            {t("log.emptyText")}
          </EmptyState>
        }
      />
      {shown?.proof && (
        <Dialog open onOpenChange={() => setShown(undefined)} title={t("log.proof")}>
          <ProofView proof={shown.proof} />
        </Dialog>
      )}
      {again && <ReplayDialog commands={again} onClose={() => setAgain(undefined)} />}
    </>
  );
}

type Preset = { key: string; label: string; filters: Record<string, string> };

function usePresets(): Preset[] {
  const t = useTranslations("network.log.views");
  return [
    { key: "all", label: t("all"), filters: {} },
    { key: "open", label: t("open"), filters: { open: "yes" } },
    { key: "stuck", label: t("stuck"), filters: { stuck: "yes" } },
    { key: "held", label: t("held"), filters: { held: "yes" } },
    { key: "late", label: t("late"), filters: { late: "yes" } },
    { key: "cuts", label: t("cuts"), filters: { desired: "off" } },
  ];
}
