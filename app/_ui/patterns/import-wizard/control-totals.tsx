"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Money, useMoneyText } from "@/app/_ui/patterns/money";
import { Input } from "@/app/_ui/primitives/input";
import { toMinor } from "@/server/kernel/money";
import { readAmount } from "@/server/kernel/read-cell";
import type { ControlTotal, ImportTotal } from "./import-target";

/** What was typed as the control total, and what follows from it. */
export type Control = {
  text: string;
  setText: (text: string) => void;
  /** Undefined: none was given. */
  total: ControlTotal | undefined;
  /** It was given, and the rows do not add up to it (or it is no amount). */
  differs: boolean;
  /** Control total less the rows', in minor units. */
  difference: number;
  /** What the refused rows of its currency add up to. */
  refusedMinor: number;
};

/** The control total of the file's first currency. */
export function useControl(
  totals: readonly ImportTotal[],
  refused: readonly ImportTotal[],
): Control {
  const [text, setText] = useState("");
  const [first] = totals.length > 0 ? totals : refused;
  const refusedMinor = refused.find((one) => one.currency === first?.currency)?.amountMinor ?? 0;
  const none = { text, setText, total: undefined, differs: false, difference: 0, refusedMinor };
  if (!first || text.trim() === "") return none;
  const amount = readAmount(text);
  if (amount === undefined) return { ...none, differs: true };
  const total = { currency: first.currency, amountMinor: toMinor(amount, first.currency) };
  const difference = total.amountMinor - (totals[0]?.amountMinor ?? 0);
  return { ...none, total, differs: difference !== 0, difference };
}

type ControlTotalsProps = {
  totals: readonly ImportTotal[];
  refused: readonly ImportTotal[];
  control: Control;
};

/** What the rows add up to, beside what the old system says; where the two differ, by how much and where to look. */
export function ControlTotals({ totals, refused, control }: ControlTotalsProps) {
  const t = useTranslations("import");
  const currency = (totals[0] ?? refused[0])?.currency ?? "";
  const why = useReason(control, currency);
  return (
    <section className="space-y-3" aria-label={t("totals")}>
      <dl className="divide-y divide-subtle rounded-control border border-subtle">
        {totals.map((total) => (
          <Total key={total.currency} total={total} label={t("totalOf", { rows: total.rows })} />
        ))}
        {refused.map((total) => (
          <Total
            key={`refused ${total.currency}`}
            total={total}
            label={t("refusedTotal", { rows: total.rows })}
          />
        ))}
      </dl>
      <FormField label={t("control", { currency })} hint={t("controlHint")} optional error={why}>
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

function Total({ total, label }: { total: ImportTotal; label: string }) {
  return (
    <div className="flex justify-between gap-3 px-3 py-2">
      <dt className="text-muted">{label}</dt>
      <dd className="font-medium tabular-nums">
        <Money minor={total.amountMinor} currency={total.currency} />
      </dd>
    </div>
  );
}

/** By how much it differs, and what of it the refused rows explain. */
function useReason(control: Control, currency: string): string | undefined {
  const { total, differs, difference, refusedMinor } = control;
  const t = useTranslations("import");
  const money = useMoneyText(currency);
  if (!differs) return undefined;
  if (!total) return t("controlNotAmount");
  const by = t(difference > 0 ? "controlMissing" : "controlOver", {
    difference: money(Math.abs(difference)),
  });
  if (refusedMinor === 0) return `${by} ${t("controlNoReason")}`;
  if (refusedMinor === difference) return `${by} ${t("controlIsRefused")}`;
  return `${by} ${t("controlPartlyRefused", { refused: money(refusedMinor) })}`;
}
