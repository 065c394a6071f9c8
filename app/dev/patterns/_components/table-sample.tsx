"use client";

import { UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { DataTable } from "@/app/_ui/patterns/data-table/data-table";
import { useListState } from "@/app/_ui/patterns/data-table/use-list-state";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { foldText } from "@/app/_ui/fold-text";
import { Money } from "@/app/_ui/patterns/money";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Button } from "@/app/_ui/primitives/button";
import { CITIES, NAMES } from "./samples";
import { Section } from "./section";

const ROWS = Array.from({ length: 40 }, (_, at) => ({
  id: String(at + 1),
  name: `${NAMES[at % NAMES.length] ?? ""} ${at + 1}`,
  city: CITIES[at % CITIES.length]?.value ?? "",
  minor: (at % 7) * 1_990 - 2_000,
}));

/** The data table over sample rows: views, search, filters, columns, choice. For the signed-in, since views are kept. */
export function TableSample() {
  const t = useTranslations("patterns.demo");
  const { state, change } = useListState(["city"]);
  const rows = ROWS.filter(
    ({ name, city }) =>
      foldText(name).includes(foldText(state.search)) &&
      (!state.filters.city || state.filters.city.split(",").includes(city)),
  );
  const nothing = () => Promise.resolve();
  return (
    <Section title={t("table")}>
      <DataTable
        list="customers"
        caption={t("customers")}
        columns={[
          { key: "name", label: t("name"), cell: ({ name }) => name, sort: "name" },
          { key: "city", label: t("city"), cell: ({ city }) => city, wide: true },
          {
            key: "amount",
            label: t("amount"),
            numeric: true,
            cell: ({ minor }) => <Money minor={minor} currency="PEN" />,
          },
        ]}
        filters={[{ key: "city", label: t("city"), type: "choice", options: CITIES }]}
        presets={[]}
        defaultSort="name"
        state={state}
        onChange={change}
        query={{
          data: { pages: [{ items: rows }] },
          error: null,
          hasNextPage: false,
          isFetching: false,
          isFetchingNextPage: false,
          isPlaceholderData: false,
          fetchNextPage: nothing,
          refetch: nothing,
        }}
        count={{ count: rows.length, estimated: false }}
        countText={({ count }) => `${count}`}
        rowName={({ name }) => name}
        rowHref={() => "#records"}
        bulk={(_, count, clear) => (
          <Button
            onClick={() => {
              showToast(`${t("saved")}: ${count}`);
              clear();
            }}
          >
            {t("reconnect")}
          </Button>
        )}
        empty={<EmptyState icon={UsersRound} title={t("emptyTitle")} />}
      />
    </Section>
  );
}
