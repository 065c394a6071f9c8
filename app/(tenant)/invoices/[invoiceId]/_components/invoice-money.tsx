"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { Money } from "@/app/_ui/patterns/money";
import { cn } from "@/app/_ui/cn";
import type { InvoiceDetailDto, SettlementDto } from "@/server/modules/billing/schema";
import { Day } from "../../_components/day";

/** What paid the invoice, and what was taken off it again. */
export function SettlementsOf({ invoice }: { invoice: InvoiceDetailDto }) {
  const t = useTranslations("invoices");
  if (invoice.settlements.length === 0) return <p className="text-muted">{t("noPayments")}</p>;
  return (
    <ul className="divide-y divide-(--border)">
      {invoice.settlements.map((row) => (
        <li key={row.id} className="flex items-start justify-between gap-4 py-2">
          <div className="min-w-0">
            <Source row={row} />
            <p className="text-[0.8125rem] text-muted">
              <Day of={row.onDay} />
              {row.reversedAt && ` · ${t("takenBack", { reason: row.reversalReason })}`}
            </p>
          </div>
          <Money
            minor={row.amountMinor}
            currency={invoice.currency}
            className={cn(row.reversedAt && "text-muted line-through")}
          />
        </li>
      ))}
    </ul>
  );
}

function Source({ row }: { row: SettlementDto }) {
  const t = useTranslations("invoices");
  const { number } = row;
  if (row.kind === "deposit") return <p className="font-medium">{t("settlementDeposit")}</p>;
  const payment = row.kind === "payment";
  return (
    <Link
      href={`${payment ? "/payments" : "/credit-notes"}/${row.sourceId}`}
      className="font-medium hover:underline"
    >
      {payment ? t("settlementPayment", { number }) : t("settlementCreditNote", { number })}
    </Link>
  );
}

/** Credit notes that took back parts of the invoice. */
export function CreditNotesOf({ invoice }: { invoice: InvoiceDetailDto }) {
  const t = useTranslations("invoices");
  if (invoice.creditNotes.length === 0) return <p className="text-muted">{t("noCreditNotes")}</p>;
  return (
    <ul className="divide-y divide-(--border)">
      {invoice.creditNotes.map((note) => (
        <li key={note.id} className="flex items-start justify-between gap-4 py-2">
          <div className="min-w-0">
            <Link href={`/credit-notes/${note.id}`} className="font-medium hover:underline">
              {note.number}
            </Link>
            <p className="text-[0.8125rem] text-muted">
              <Day of={note.issuedOn} /> · {note.reason}
            </p>
          </div>
          <Money minor={note.totalMinor} currency={note.currency} />
        </li>
      ))}
    </ul>
  );
}
