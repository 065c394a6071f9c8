"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/primitives/button";
import { Input, Select } from "@/app/_ui/primitives/input";
import { type DraftStep, newStepKey } from "./ladder-draft";

type LadderStepsProps = {
  steps: readonly DraftStep[];
  error: string | undefined;
  onChange: (steps: DraftStep[]) => void;
};

const KINDS = ["reminder", "softStep", "task", "cut", "terminate"] as const;

/** The steps as a list in the order of their days; a day is typed, and the list orders itself when it is left. */
export function LadderSteps({ steps, error, onChange }: LadderStepsProps) {
  const t = useTranslations("dunning");
  const inOrder = steps.toSorted((a, b) => a.offsetDays - b.offsetDays);
  const put = (key: string, part: Partial<DraftStep>) =>
    onChange(steps.map((step) => (step.key === key ? { ...step, ...part } : step)));
  const after = (inOrder.at(-1)?.offsetDays ?? 0) + 3;
  return (
    <section aria-label={t("steps")}>
      <h2 className="font-medium">{t("steps")}</h2>
      <p className="mb-3 text-[0.8125rem] text-muted">{t("stepsHint")}</p>
      <ol className="space-y-2">
        {inOrder.map((step) => (
          <Step
            key={step.key}
            step={step}
            onChange={(part) => put(step.key, part)}
            onRemove={() => onChange(steps.filter(({ key }) => key !== step.key))}
          />
        ))}
      </ol>
      {error && <p className="mt-2 text-[0.8125rem] text-bad">{error}</p>}
      <Button
        size="sm"
        className="mt-3"
        onClick={() =>
          onChange([...steps, { key: newStepKey(), kind: "reminder", offsetDays: after }])
        }
      >
        <Plus aria-hidden />
        {t("addStep")}
      </Button>
    </section>
  );
}

type StepProps = {
  step: DraftStep;
  onChange: (part: Partial<DraftStep>) => void;
  onRemove: () => void;
};

function Step({ step, onChange, onRemove }: StepProps) {
  const t = useTranslations("dunning");
  const [typed, setTyped] = useState<string>();
  const when = useWhen();
  const name = `${t(`kinds.${step.kind}`)}, ${when(step.offsetDays)}`;
  const settle = () => {
    const days = Number(typed);
    if (typed?.trim() && Number.isInteger(days) && days >= -60 && days <= 400)
      onChange({ offsetDays: days });
    setTyped(undefined);
  };
  return (
    <li className="flex flex-wrap items-center gap-2 rounded-control border border-subtle p-2">
      <Input
        aria-label={`${t("offset")}: ${name}`}
        inputMode="numeric"
        className="w-20 text-right tabular-nums"
        value={typed ?? String(step.offsetDays)}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={settle}
        onKeyDown={({ key }) => key === "Enter" && settle()}
      />
      <span className="w-32 text-[0.8125rem] text-muted">{when(step.offsetDays)}</span>
      <Select
        aria-label={`${t("kind")}: ${name}`}
        className="w-auto min-w-0 flex-1 basis-40"
        value={step.kind === "overdue" ? "reminder" : step.kind}
        onChange={({ target }) => onChange({ kind: target.value as DraftStep["kind"] })}
      >
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </Select>
      <Button
        variant="quiet"
        size="icon"
        aria-label={t("removeStep", { step: name })}
        onClick={onRemove}
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}

/** Days from the due date in words. */
export function useWhen(): (days: number) => string {
  const t = useTranslations("dunning");
  return (days) => (days < 0 ? t("before", { days: -days }) : t("when", { days }));
}
