"use client";

import { useTranslations } from "next-intl";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Input } from "@/app/_ui/primitives/input";
import type { LadderDraft } from "./ladder-draft";

type PromiseRulesProps = { draft: LadderDraft; onChange: (part: Partial<LadderDraft>) => void };

const FIELDS = [
  { field: "maxPromiseDays", label: "maxDays", max: 90 },
  { field: "maxPromisesPerYear", label: "maxPerYear", max: 50 },
  { field: "promiseDownPaymentPercent", label: "downPayment", max: 100 },
] as const;

/** What a customer on this ladder may promise. */
export function PromiseRules({ draft, onChange }: PromiseRulesProps) {
  const t = useTranslations("dunning");
  return (
    <section aria-label={t("promises")}>
      <h2 className="mb-3 font-medium">{t("promises")}</h2>
      <div className="grid gap-4 sm:grid-cols-3">
        {FIELDS.map(({ field, label, max }) => (
          <FormField key={field} label={t(label)}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={0}
                max={max}
                className="w-28"
                value={draft[field]}
                onChange={({ target }) => {
                  const value = Number(target.value);
                  if (Number.isInteger(value) && value >= 0 && value <= max)
                    onChange({ [field]: value });
                }}
              />
            )}
          </FormField>
        ))}
      </div>
    </section>
  );
}
