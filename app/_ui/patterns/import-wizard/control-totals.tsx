"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Money } from "@/app/_ui/patterns/money";
import { Input } from "@/app/_ui/primitives/input";
import { toMinor } from "@/server/kernel/money";
import { readAmount } from "@/server/kernel/read-cell";
import type { ControlTotal, ImportCheck } from "./import-target";

type Totals = NonNullable<ImportCheck["totals"]>;

/** What was typed as the control total, and what follows from it. */
export type Control = {
  text: string;
  setText: (text: string) => void;
  /** Undefined: none was given. */
  total: ControlTotal | undefined;
  /** It was given, and the rows do not add up to it (or it is no amount). */
  differs: boolean;
};

/** The control total of the file's first currency. */
export function useControl(totals: Totals): Control {
  const [text, setText] = useState("");
  const [first] = totals;
  if (!first || text.trim() === "") return { text, setText, total: undefined, differs: false };
  const amount = readAmount(text);
  if (amount === undefined) return { text, setText, total: undefined, differs: true };
  const total = { currency: first.currency, amountMinor: toMinor(amount, first.currency) };
  return { text, setText, total, differs: total.amountMinor !== first.amountMinor };
}

/** What the rows add up to, beside what the old system says. */
export function ControlTotals({ totals, control }: { totals: Totals; control: Control }) {
  const t = useTranslations("import");
  return (
    <section className="space-y-3" aria-label={t("totals")}>
      <dl className="divide-y divide-subtle rounded-control border border-subtle">
        {totals.map(({ currency, rows, amountMinor }) => (
          <div key={currency} className="flex justify-between gap-3 px-3 py-2">
            <dt className="text-muted">{t("totalOf", { rows })}</dt>
            <dd className="font-medium tabular-nums">
              <Money minor={amountMinor} currency={currency} />
            </dd>
          </div>
        ))}
      </dl>
      <FormField
        label={t("control", { currency: totals[0]?.currency ?? "" })}
        hint={t("controlHint")}
        optional
        error={control.differs ? t("controlDiffers") : undefined}
      >
        {(props) => (
          <Input
            {...props}
            inputMode="decimal"
            value={control.text}
            onChange={(event) => control.setText(event.target.value)}
          />
        )}
      </FormField>
    </section>
  );
}
