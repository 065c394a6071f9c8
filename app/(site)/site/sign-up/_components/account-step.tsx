"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { countryHabits } from "@/app/(platform)/platform/_components/country-habits";
import { useCall } from "@/app/_trpc/use-call";
import { visitorApi } from "@/app/_trpc/visitor-api";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { Input } from "@/app/_ui/primitives/input";
import { Notice } from "@/app/_ui/primitives/notice";
import type { OfferDto } from "@/server/modules/sign-up/schema";
import type { StepProps } from "./wizard";

type Props = StepProps & { offers: readonly OfferDto[]; onOpened: () => void };

/** Plan, name and password; opens the company and goes there. */
export function AccountStep({ state, change, offers, onOpened }: Props) {
  const t = useTranslations("signUp");
  const call = useCall();
  const [opened, setOpened] = useState(false);
  const busy = call.busy || opened;
  // Asked for in the step before.
  const companyWrong = call.fieldError("company.slug") ?? call.fieldError("company.name");
  const submit = (form: FormData) => {
    const { name, slug, country } = state.company;
    const habits = countryHabits[country] ?? countryHabits.PE;
    if (!habits || busy) return;
    void call.run(async () => {
      const { url } = await visitorApi.signUp.complete.mutate({
        token: state.token,
        company: { name, slug, country, ...habits },
        planCode: state.planCode,
        ownerName: state.known ? name : String(form.get("ownerName")).trim(),
        password: String(form.get("password")),
        demo: form.get("demo") === "on",
      });
      setOpened(true);
      onOpened();
      location.assign(url);
    });
  };
  return (
    <form
      className="space-y-5"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        submit(new FormData(event.currentTarget));
      }}
    >
      {call.error !== null && <ErrorNotice error={call.error} />}
      {companyWrong && <Notice tone="bad">{companyWrong}</Notice>}
      <PlanChoice state={state} change={change} offers={offers} />
      {state.known ? (
        <p className="text-muted">{t("knownText", { email: state.email })}</p>
      ) : (
        <FormField label={t("ownerName")} error={call.fieldError("ownerName")}>
          {(control) => (
            <Input {...control} name="ownerName" autoComplete="name" required maxLength={80} />
          )}
        </FormField>
      )}
      <FormField
        label={t(state.known ? "yourPassword" : "newPassword")}
        hint={state.known ? undefined : t("passwordHint")}
        error={call.fieldError("password")}
      >
        {(control) => (
          <Input
            {...control}
            name="password"
            type="password"
            autoComplete={state.known ? "current-password" : "new-password"}
            required
            maxLength={256}
          />
        )}
      </FormField>
      <Checkbox name="demo" defaultChecked label={t("demo")} hint={t("demoHint")} />
      <Button type="submit" variant="primary" className="h-11 w-full" disabled={busy}>
        {busy ? t("opening") : t("open", { name: state.company.name })}
      </Button>
      <p className="text-center">
        <Button variant="link" disabled={busy} onClick={() => change({ step: "company" })}>
          {t("back")}
        </Button>
      </p>
    </form>
  );
}

function PlanChoice({ state, change, offers }: Omit<Props, "onOpened">) {
  const t = useTranslations("signUp");
  const format = useFormatter();
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">{t("plan")}</legend>
      <div className="space-y-2">
        {offers.map((offer) => (
          <label
            key={offer.code}
            className="flex cursor-pointer items-center gap-3 rounded-control border border-subtle px-3 py-2.5 has-checked:border-brand has-checked:bg-brand-soft has-checked:text-on-brand-soft"
          >
            <input
              type="radio"
              name="plan"
              value={offer.code}
              checked={state.planCode === offer.code}
              onChange={() => change({ planCode: offer.code })}
              className="size-4 accent-(--brand)"
            />
            <span className="flex-1 font-medium">{offer.name}</span>
            <span className="tabular-nums">
              {t("perMonth", {
                price: format.number(offer.priceMinor / 100, {
                  style: "currency",
                  currency: offer.currency,
                  currencyDisplay: "code",
                  minimumFractionDigits: 0,
                }),
              })}
            </span>
          </label>
        ))}
      </div>
      <p className="mt-1.5 text-[0.8125rem] text-muted">{t("planHint")}</p>
    </fieldset>
  );
}
