"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { Money } from "@/app/_ui/patterns/money";
import { Card } from "@/app/_ui/primitives/card";
import type { ProofDetailDto } from "@/server/modules/payments/proofs/schema";
import { useDayText } from "../../../invoices/_components/day";

/** What the proof is for, and what its customer owes in all. */
export function ProofInvoices({ proof }: { proof: ProofDetailDto }) {
  const t = useTranslations("proofs");
  const day = useDayText();
  return (
    <Card aria-label={t("invoices")}>
      <h2 className="border-b border-subtle px-4 py-3 font-semibold">{t("invoices")}</h2>
      {proof.invoices.length === 0 && <p className="px-4 py-3 text-muted">{t("noInvoices")}</p>}
      <ul className="divide-y divide-(--border)">
        {proof.invoices.map((invoice) => (
          <li key={invoice.id} className="flex items-center justify-between gap-4 px-4 py-3">
            <div className="min-w-0">
              <Link href={`/invoices/${invoice.id}`} className="font-medium hover:underline">
                {invoice.number}
              </Link>
              <p className="text-[0.8125rem] text-muted">
                {t("dueOn", { day: day(invoice.dueOn) })}
              </p>
            </div>
            <span className="text-right">
              <span className="block text-[0.8125rem] text-muted">{t("openNow")}</span>
              <Money minor={invoice.openMinor} currency={proof.currency} />
            </span>
          </li>
        ))}
      </ul>
      <p className="flex justify-between gap-4 border-t border-subtle px-4 py-3 font-medium">
        <span>{t("owed")}</span>
        <Money minor={proof.owedMinor} currency={proof.currency} />
      </p>
    </Card>
  );
}
