"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { portalApi } from "@/app/_trpc/portal-api";
import { useCall } from "@/app/_trpc/use-call";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Input } from "@/app/_ui/primitives/input";
import type { OwnPromiseTerms } from "@/server/modules/portal/self/schema";
import { portalWords } from "./portal-format";

/** Refusals that are told in words of their own; for the others the company is to be asked. */
const TOLD = new Set(["promise_last_broken", "promise_too_many", "promise_down_payment"]);

/** A day by which the customer will pay: until then nothing is cut for debt. */
export function PromiseForm({ terms }: { terms: NonNullable<OwnPromiseTerms> }) {
  const t = useTranslations("portal.promise");
  const format = portalWords(useLocale());
  const router = useRouter();
  const { today, lastDay, debtMinor, currency, refusal, promisedUntil, downPaymentMinor } = terms;
  const [dueOn, setDueOn] = useState(lastDay);
  const { busy, error, fieldError, run } = useCall();
  const amount = format.money(debtMinor, currency);
  const promise = () =>
    run(async () => {
      await portalApi.promise.mutate({ dueOn });
      router.refresh();
    });
  return (
    <Card className="space-y-3 p-5" aria-labelledby="promise">
      <h2 id="promise" className="text-base font-semibold">
        {t("title")}
      </h2>
      {promisedUntil && <p>{t("promised", { amount, day: format.day(promisedUntil) })}</p>}
      {!promisedUntil && refusal && (
        <p className="text-muted">
          {t(
            TOLD.has(refusal)
              ? (`refused.${refusal}` as "refused.promise_too_many")
              : "refused.other",
            {
              amount: format.money(downPaymentMinor, currency),
            },
          )}
        </p>
      )}
      {!promisedUntil && !refusal && (
        <form
          className="space-y-3"
          onSubmit={(event) => {
            event.preventDefault();
            void promise();
          }}
        >
          <p>{t("text", { amount, day: format.day(lastDay) })}</p>
          <FormField label={t("day")} error={fieldError("dueOn")}>
            {(control) => (
              <Input
                {...control}
                type="date"
                className="w-44"
                required
                value={dueOn}
                min={today}
                max={lastDay}
                onChange={({ target }) => setDueOn(target.value)}
              />
            )}
          </FormField>
          <Button type="submit" disabled={busy || dueOn === ""}>
            {t("give")}
          </Button>
        </form>
      )}
      {error !== null && <ErrorNotice error={error} />}
    </Card>
  );
}
