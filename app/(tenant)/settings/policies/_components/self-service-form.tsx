"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { publicErrorOf } from "@/app/_trpc/public-error-of";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { Input } from "@/app/_ui/primitives/input";
import { selfServiceSettings } from "@/server/modules/subscriptions/settings/schema";
import { OfferedPlans } from "./offered-plans";

type SelfServiceFormProps = {
  /** All of module `selfService`. */
  data: Record<string, unknown>;
  onSave: (data: Record<string, unknown>) => Promise<void>;
};

const MODES = ["off", "request", "immediate"] as const;

/** What customers may do by themselves in the portal. */
export function SelfServiceForm({ data, onSave }: SelfServiceFormProps) {
  const t = useTranslations("policies.selfService");
  const [draft, setDraft] = useState(() => selfServiceSettings.parse(data));
  const [error, setError] = useState<unknown>(null);
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const fields = publicErrorOf(error)?.fields ?? {};
  const number = (key: "pauseMinDays" | "pauseDaysAYear", label: string) => (
    <FormField label={label} error={fields[key] ?? fields[`data.${key}`]}>
      {(control) => (
        <Input
          {...control}
          type="number"
          min={1}
          max={365}
          className="w-28"
          value={draft[key]}
          onChange={({ target }) => change({ [key]: target.valueAsNumber || 1 })}
        />
      )}
    </FormField>
  );
  return (
    <Card id="self-service" className="scroll-mt-20 space-y-5 p-5">
      <div>
        <h2 className="text-base font-semibold">{t("title")}</h2>
        <p className="mt-1 text-muted">{t("text")}</p>
      </div>
      <Checkbox
        label={t("promises")}
        hint={t("promisesHint")}
        checked={draft.promises}
        onChange={({ target }) => change({ promises: target.checked })}
      />
      <fieldset className="space-y-2">
        <legend className="mb-1 font-medium">{t("planChange")}</legend>
        {MODES.map((mode) => (
          <label key={mode} className="flex min-h-6 items-start gap-2">
            <input
              type="radio"
              name="planChange"
              className="mt-1"
              checked={draft.planChange === mode}
              onChange={() => change({ planChange: mode })}
            />
            {t(`modes.${mode}`)}
          </label>
        ))}
      </fieldset>
      {draft.planChange !== "off" && (
        <OfferedPlans chosen={draft.plans} onChange={(plans) => change({ plans })} />
      )}
      <Checkbox
        label={t("pause")}
        hint={t("pauseHint")}
        checked={draft.pause}
        onChange={({ target }) => change({ pause: target.checked })}
      />
      {draft.pause && (
        <div className="flex flex-wrap gap-4">
          {number("pauseMinDays", t("minDays"))}
          {number("pauseDaysAYear", t("daysAYear"))}
          <FormField
            label={t("fee")}
            hint={t("feeHint")}
            error={fields.pauseFee ?? fields["data.pauseFee"]}
          >
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                className="w-28"
                value={draft.pauseFee}
                onChange={({ target }) => change({ pauseFee: target.value.trim() })}
              />
            )}
          </FormField>
        </div>
      )}
      {error !== null && <ErrorNotice error={error} />}
      <Button
        variant="primary"
        onClick={() => {
          setError(null);
          onSave(draft).catch(setError);
        }}
      >
        {t("save")}
      </Button>
    </Card>
  );
}
