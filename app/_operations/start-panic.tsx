"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { fieldErrors } from "@/app/_ui/patterns/field-errors";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Input, Select, Textarea } from "@/app/_ui/primitives/input";
import { Notice } from "@/app/_ui/primitives/notice";
import type { SwitchPanicOnInput } from "@/server/panic/schema";
import type { PanicScope } from "./use-panic";

type StartPanicProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  scope: PanicScope;
  onStart: (input: SwitchPanicOnInput) => Promise<unknown>;
};

const classes = [
  { value: "outbound", key: "outbound" },
  { value: "cut", key: "cut" },
  { value: "dunning", key: "dunning" },
  { value: "charge", key: "charge" },
  { value: "*", key: "all" },
] as const;

/** Freezes a class of actions, with a reason, at once. */
export function StartPanic({ open, onOpenChange, scope, onStart }: StartPanicProps) {
  const t = useTranslations();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const submit = async (form: FormData) => {
    const actionClass =
      classes.find(({ value }) => value === form.get("actionClass"))?.value ?? "*";
    setBusy(true);
    setError(undefined);
    try {
      await onStart({
        scope: String(form.get("scope")).trim() || "*",
        actionClass,
        reason: String(form.get("reason")),
        minHoldMinutes: Number(form.get("minHoldMinutes")) || 0,
      });
      onOpenChange(false);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("panic.start")}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(new FormData(event.currentTarget));
        }}
      >
        <Notice tone="warn">
          {scope === "tenant" ? t("panic.startText") : t("panic.startPlatformText")}
        </Notice>
        {error !== undefined && <ErrorNotice error={error} />}
        <FormField label={t("panic.what")}>
          {(control) => (
            <Select {...control} name="actionClass" defaultValue="outbound">
              {classes.map(({ value, key }) => (
                <option key={value} value={value}>
                  {t(`panic.class.${key}`)}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <FormField
          label={t("panic.scope")}
          hint={t("panic.scopeHint")}
          error={fieldErrors(error).scope}
        >
          {(control) => <Input {...control} name="scope" maxLength={100} placeholder="*" />}
        </FormField>
        <FormField label={t("panic.minHold")}>
          {(control) => (
            <Input
              {...control}
              name="minHoldMinutes"
              type="number"
              min={0}
              max={10_080}
              defaultValue={0}
            />
          )}
        </FormField>
        <FormField
          label={t("common.reason")}
          hint={t("common.reasonHint")}
          error={fieldErrors(error).reason}
        >
          {(control) => (
            <Textarea {...control} name="reason" required minLength={3} maxLength={500} />
          )}
        </FormField>
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>{t("common.cancel")}</Button>
          <Button type="submit" variant="danger" disabled={busy}>
            {t("panic.start")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
