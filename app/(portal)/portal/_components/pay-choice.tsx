"use client";

import { useLocale, useTranslations } from "next-intl";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import type { PayDesk } from "@/server/modules/portal/pay/schema";
import { portalWords } from "./portal-format";

type PayChoiceProps = {
  invoices: PayDesk["invoices"];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
};

/** Which invoices are paid in one go: those of one currency. A single one is not asked about. */
export function PayChoice({ invoices, chosen, onChoose }: PayChoiceProps) {
  const t = useTranslations("portal");
  const format = portalWords(useLocale());
  const currency = invoices.find(({ id }) => chosen.has(id))?.currency;
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <fieldset className="divide-y divide-(--border)">
      <legend className="sr-only">{t("paying.choose")}</legend>
      {invoices.map((invoice) => (
        <Checkbox
          key={invoice.id}
          className="py-3 [&>span]:flex-1"
          checked={chosen.has(invoice.id)}
          disabled={currency !== undefined && invoice.currency !== currency}
          onChange={() => toggle(invoice.id)}
          label={
            <span className="flex flex-wrap justify-between gap-x-4">
              <span className="font-medium">{invoice.number}</span>
              <span className="font-medium tabular-nums">
                {format.money(invoice.openMinor, invoice.currency)}
              </span>
            </span>
          }
          hint={
            <span className={invoice.state === "overdue" ? "text-bad" : undefined}>
              {invoice.state === "overdue"
                ? t("paying.overdueSince", { day: format.day(invoice.dueOn) })
                : t("dueOn", { day: format.day(invoice.dueOn) })}
            </span>
          }
        />
      ))}
    </fieldset>
  );
}
