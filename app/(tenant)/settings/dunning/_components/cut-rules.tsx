"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { Input } from "@/app/_ui/primitives/input";
import type { LadderDraft } from "./ladder-draft";
import { MajorInput } from "./major-input";

type CutRulesProps = {
  draft: LadderDraft;
  errors: Readonly<Record<string, string>>;
  onChange: (part: Partial<LadderDraft>) => void;
};

/** From Monday on, as calendars here begin. */
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0] as const;

/** When cuts may happen, and for which debts. */
export function CutRules({ draft, errors, onChange }: CutRulesProps) {
  const t = useTranslations("dunning");
  const api = useTRPC();
  const tenant = useQuery(api.tenants.get.queryOptions());
  const toggle = (day: number, on: boolean) =>
    onChange({
      noCutWeekdays: on
        ? [...draft.noCutWeekdays, day]
        : draft.noCutWeekdays.filter((one) => one !== day),
    });
  const hour = (field: "cutFrom" | "cutUntil") => (
    <FormField label={t(field)} error={errors[field]}>
      {(control) => (
        <Input
          {...control}
          type="time"
          className="w-32"
          value={draft[field]}
          onChange={({ target }) => target.value && onChange({ [field]: target.value })}
        />
      )}
    </FormField>
  );
  return (
    <section aria-label={t("hours")} className="space-y-4">
      <h2 className="font-medium">{t("hours")}</h2>
      <div className="flex flex-wrap gap-4">
        {hour("cutFrom")}
        {hour("cutUntil")}
      </div>
      <fieldset>
        <legend className="mb-1 font-medium">{t("noCutWeekdays")}</legend>
        <div className="flex flex-wrap gap-x-5">
          {WEEKDAYS.map((day) => (
            <Checkbox
              key={day}
              label={t(`weekdays.d${day}`)}
              checked={draft.noCutWeekdays.includes(day)}
              onChange={({ target }) => toggle(day, target.checked)}
            />
          ))}
        </div>
        {errors.noCutWeekdays && (
          <p className="text-[0.8125rem] text-bad">{errors.noCutWeekdays}</p>
        )}
      </fieldset>
      <div>
        <Checkbox
          label={t("skipHolidays")}
          hint={t("skipHolidaysHint")}
          checked={draft.skipHolidays}
          onChange={({ target }) => onChange({ skipHolidays: target.checked })}
        />
        <Checkbox
          label={t("skipEve")}
          checked={draft.skipEveOfHolidays}
          onChange={({ target }) => onChange({ skipEveOfHolidays: target.checked })}
        />
        <Checkbox
          label={t("oneOffCuts")}
          hint={t("oneOffHint")}
          checked={draft.oneOffCuts}
          onChange={({ target }) => onChange({ oneOffCuts: target.checked })}
        />
      </div>
      <FormField label={t("floor")} hint={t("floorHint")}>
        {(control) => (
          <MajorInput
            {...control}
            currency={tenant.data?.currency ?? ""}
            minor={draft.floorMinor}
            onChange={(floorMinor) => onChange({ floorMinor })}
          />
        )}
      </FormField>
    </section>
  );
}
