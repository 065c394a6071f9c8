"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { Money } from "@/app/_ui/patterns/money";
import type { StatementDto } from "@/server/modules/billing/statements/schema";
import { Day } from "../../../../invoices/_components/day";

type Row = StatementDto["rows"][number];

const MOVES = [
  "invoice",
  "opening",
  "void",
  "creditNote",
  "payment",
  "bounce",
  "refund",
  "writeOff",
  "allocation",
  "takeBack",
] as const;
const isMove = (kind: string): kind is (typeof MOVES)[number] =>
  (MOVES as readonly string[]).includes(kind);

const PATHS: Readonly<Record<string, string>> = {
  invoice: "/invoices",
  creditNote: "/credit-notes",
  payment: "/payments",
};

/** What moved, day by day, with the balance after each. */
export function StatementRows({ found }: { found: StatementDto }) {
  const t = useTranslations("invoices");
  const { currency } = found;
  return (
    <PlainTable
      caption={t("statement")}
      rows={found.rows}
      rowKey={(row) => row.id}
      empty={null}
      columns={[
        { key: "day", label: t("day"), cell: (row: Row) => <Day of={row.onDay} /> },
        { key: "concept", label: t("concept"), cell: (row: Row) => <Concept row={row} /> },
        {
          key: "amount",
          label: t("amount"),
          numeric: true,
          cell: (row: Row) => <Money minor={row.amountMinor} currency={currency} />,
        },
        {
          key: "balance",
          label: t("balance"),
          numeric: true,
          wide: true,
          cell: (row: Row) => <Money minor={row.balanceMinor} currency={currency} />,
        },
      ]}
    />
  );
}

function Concept({ row }: { row: Row }) {
  const t = useTranslations("invoices.moves");
  const word = t(isMove(row.kind) ? row.kind : "other");
  const path = PATHS[row.sourceType];
  return (
    <>
      <span className="block font-medium">{word}</span>
      {path ? (
        <Link href={`${path}/${row.sourceId}`} className="text-muted hover:underline">
          {row.reference}
        </Link>
      ) : (
        <span className="text-muted">{row.reference}</span>
      )}
    </>
  );
}
