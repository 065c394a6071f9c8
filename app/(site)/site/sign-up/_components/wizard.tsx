"use client";

import { useTranslations } from "next-intl";
import { Card } from "@/app/_ui/primitives/card";
import type { OfferDto } from "@/server/modules/sign-up/schema";
import { AccountStep } from "./account-step";
import { CodeStep } from "./code-step";
import { CompanyStep } from "./company-step";
import { EmailStep } from "./email-step";
import { useWizardState, type WizardState } from "./wizard-state";

export type StepProps = { state: WizardState; change: (part: Partial<WizardState>) => void };

const STEPS = ["email", "code", "company", "account"] as const;

type Props = { offers: readonly OfferDto[]; plan: string; rootHost: string };

/** Four short steps, one at a time; what is kept of them is in this tab only. */
export function Wizard({ offers, plan, rootHost }: Props) {
  const t = useTranslations("signUp");
  const { state, change, forget } = useWizardState(plan);
  const at = STEPS.indexOf(state.step);
  return (
    <>
      <p className="mt-2 text-muted" aria-live="polite">
        {t("progress", { step: at + 1, of: STEPS.length })} · {t(`steps.${state.step}`)}
      </p>
      <div aria-hidden className="mt-3 mb-5 grid grid-cols-4 gap-1.5">
        {STEPS.map((step, place) => (
          <span
            key={step}
            className={`h-1 rounded-full ${place <= at ? "bg-brand" : "bg-raised"}`}
          />
        ))}
      </div>
      <Card className="p-5 sm:p-6">
        {state.step === "email" && <EmailStep state={state} change={change} />}
        {state.step === "code" && <CodeStep state={state} change={change} />}
        {state.step === "company" && (
          <CompanyStep state={state} change={change} rootHost={rootHost} />
        )}
        {state.step === "account" && (
          <AccountStep state={state} change={change} offers={offers} onOpened={forget} />
        )}
      </Card>
    </>
  );
}
