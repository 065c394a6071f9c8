"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { fieldErrors } from "@/app/_ui/patterns/field-errors";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Select, Textarea } from "@/app/_ui/primitives/input";
import type { EnterableDto } from "@/server/modules/impersonation/schema";

export type EnterChoice = { membershipId: string; reason: string; minutes: number };

type Props = {
  members: readonly EnterableDto[];
  busy: boolean;
  error: unknown;
  onSubmit: (choice: EnterChoice) => void;
};

const MINUTES = [10, 30, 60] as const;
const REASON_MIN = 10;

/** As whom, why and for how long; says that the company will see it. */
export function EnterForm({ members, busy, error, onSubmit }: Props) {
  const t = useTranslations();
  const [short, setShort] = useState(false);
  const wrong = fieldErrors(error);
  const submit = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const reason = text("reason");
    setShort(reason.length < REASON_MIN);
    if (reason.length < REASON_MIN) return;
    onSubmit({ reason, membershipId: text("membershipId"), minutes: Number(text("minutes")) });
  };
  return (
    <form
      className="space-y-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit(new FormData(event.currentTarget));
      }}
    >
      <p className="text-muted">{t("impersonation.formText")}</p>
      {Boolean(error) && <ErrorNotice error={error} />}
      <FormField label={t("impersonation.asWhom")} error={wrong.membershipId}>
        {(control) => (
          <Select {...control} name="membershipId">
            {members.map((member) => (
              <option key={member.membershipId} value={member.membershipId}>
                {member.name} · {t(`role.${member.role as "owner"}`)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <FormField label={t("impersonation.minutes")}>
        {(control) => (
          <Select {...control} name="minutes" defaultValue="30">
            {MINUTES.map((minutes) => (
              <option key={minutes} value={minutes}>
                {t("impersonation.minutesOf", { minutes })}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <FormField
        label={t("common.reason")}
        hint={t("impersonation.reasonHint")}
        error={short ? t("errors.reason_too_short") : wrong.reason}
      >
        {(control) => <Textarea {...control} name="reason" maxLength={300} />}
      </FormField>
      <div className="flex justify-end">
        <Button type="submit" variant="danger" disabled={busy || members.length === 0}>
          {busy ? t("common.working") : t("impersonation.enter")}
        </Button>
      </div>
    </form>
  );
}
