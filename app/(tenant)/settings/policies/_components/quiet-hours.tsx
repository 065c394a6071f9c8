"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { Input } from "@/app/_ui/primitives/input";
import type { CalendarDraft } from "./calendar-form";

type Quiet = CalendarDraft["quietHours"];
type QuietHoursProps = { quiet: Quiet; onChange: (quiet: Quiet) => void };

/** When messages that can wait are kept until morning. */
export function QuietHours({ quiet, onChange }: QuietHoursProps) {
  const t = useTranslations("policies");
  return (
    <fieldset>
      <legend className="font-medium">{t("quiet")}</legend>
      <Checkbox
        label={t("quietOn")}
        hint={t("quietText")}
        checked={quiet !== null}
        onChange={({ target }) => onChange(target.checked ? { from: "21:00", to: "08:00" } : null)}
      />
      {quiet && (
        <div className="mt-1 flex items-center gap-2">
          <Input
            type="time"
            className="min-w-0 flex-1 sm:w-32 sm:flex-none"
            aria-label={t("quietFrom")}
            value={quiet.from}
            onChange={({ target }) => onChange({ ...quiet, from: target.value })}
          />
          <span aria-hidden>–</span>
          <Input
            type="time"
            className="min-w-0 flex-1 sm:w-32 sm:flex-none"
            aria-label={t("quietTo")}
            value={quiet.to}
            onChange={({ target }) => onChange({ ...quiet, to: target.value })}
          />
        </div>
      )}
    </fieldset>
  );
}
