"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { type Column, PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { Segments } from "@/app/_ui/patterns/segments";
import type { ReplayDto, ReplayRow } from "@/server/modules/billing/dunning/replay-schema";
import { useDayText } from "../../../collections/_components/day-text";

type Shown = "differs" | "cuts" | "all";

/** Who, which step, and on which day by today's ladder and by the other one. */
export function ReplayRows({ replay }: { replay: ReplayDto }) {
  const t = useTranslations("dunning.replay");
  const [shown, setShown] = useState<Shown>("differs");
  const columns = useColumns();
  const rows = replay.rows.filter(
    ({ kind, currentOn, draftOn }) =>
      shown === "all" || (shown === "cuts" ? kind === "cut" : currentOn !== draftOn),
  );
  const options = (["differs", "cuts", "all"] as const).map((value) => ({
    value,
    label: t(`show.${value}`),
  }));
  return (
    <div>
      <Segments label={t("rows")} value={shown} options={options} onChoose={setShown} />
      <PlainTable
        caption={t("rows")}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        empty={<p className="text-muted">{t("noRows")}</p>}
      />
      {replay.truncated && (
        <p className="mt-2 text-muted">{t("truncated", { count: replay.rows.length })}</p>
      )}
    </div>
  );
}

const keyOf = (row: ReplayRow) =>
  [row.invoice, row.serviceId, row.kind, row.offsetDays, row.currentOn, row.draftOn].join(" ");

function useColumns(): Column<ReplayRow>[] {
  const t = useTranslations("dunning.replay");
  const kinds = useTranslations("dunning.kinds");
  const text = useDayText();
  const day = (value: string | null) => (value ? text(value) : "—");
  return [
    {
      key: "customer",
      label: t("customer"),
      cell: (row) => (
        <>
          <Link
            href={`/customers/${row.customerId}`}
            prefetch={false}
            className="inline-flex min-h-6 items-center font-medium hover:underline"
          >
            {row.customerName}
          </Link>
          <span className="block text-[0.8125rem] text-muted">
            {[row.invoice, row.service].filter(Boolean).join(" · ")}
          </span>
        </>
      ),
    },
    { key: "kind", label: t("step"), cell: (row) => kinds(row.kind) },
    { key: "current", label: t("current"), cell: (row) => day(row.currentOn) },
    { key: "draft", label: t("draft"), cell: (row) => day(row.draftOn) },
    { key: "paid", label: t("paidOn"), wide: true, cell: (row) => day(row.paidOn) },
  ];
}
