"use client";

import { UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { Money } from "@/app/_ui/patterns/money";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { type Status, StatusBadge } from "@/app/_ui/patterns/status-badge";
import { Button } from "@/app/_ui/primitives/button";
import { NAMES } from "./samples";
import { Section } from "./section";

const STATUSES: readonly Status[] = ["active", "pending", "paused", "degraded", "failed"];
const AMOUNTS = [
  { id: "1", minor: 8_990, currency: "PEN" },
  { id: "2", minor: -4_550, currency: "PEN" },
  { id: "3", minor: 1_250_000_00, currency: "ARS" },
  { id: "4", minor: 129_900, currency: "CLP" },
];

/** Money, statuses, and what a screen shows when there is nothing, not yet, or an error. */
export function StateSamples() {
  const t = useTranslations("patterns.demo");
  const refetch = () => Promise.resolve();
  return (
    <>
      <Section title={t("money")}>
        <PlainTable
          caption={t("money")}
          rows={AMOUNTS}
          rowKey={({ id }) => id}
          empty={null}
          columns={[
            { key: "name", label: t("concept"), cell: ({ id }) => NAMES[Number(id) - 1] },
            {
              key: "amount",
              label: t("amount"),
              numeric: true,
              cell: ({ minor, currency }) => <Money minor={minor} currency={currency} />,
            },
          ]}
        />
      </Section>
      <Section title={t("status")}>
        <div className="flex flex-wrap gap-2">
          {STATUSES.map((status) => (
            <StatusBadge key={status} status={status} />
          ))}
        </div>
      </Section>
      <Section title={t("states")}>
        <div className="grid gap-4 md:grid-cols-3">
          <EmptyState
            icon={UsersRound}
            title={t("emptyTitle")}
            action={<Button variant="primary">{t("addCustomer")}</Button>}
          >
            {t("emptyText")}
          </EmptyState>
          <QueryView query={{ data: undefined, error: new Error("offline"), refetch }}>
            {() => null}
          </QueryView>
          <div data-sample="loading">
            <QueryView query={{ data: undefined, error: null, refetch }}>{() => null}</QueryView>
          </div>
        </div>
      </Section>
    </>
  );
}
