"use client";

import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Textarea } from "@/app/_ui/primitives/input";
import { ErrorNotice } from "./error-notice";
import { FormField } from "./form-field";

type ConfirmActionProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What will happen, to whom. */
  children: ReactNode;
  confirmLabel: string;
  /** Asks why, where the action records it. */
  askReason?: boolean;
  variant?: "danger" | "primary";
  /** Does it; the dialog closes when it ends well and shows why when not. */
  onConfirm: (reason: string) => Promise<unknown>;
};

const REASON_MIN = 3;

/** Asks before something that hurts: says what will happen, wants a reason where one is kept. */
export function ConfirmAction(props: ConfirmActionProps) {
  const { open, onOpenChange, title, children, confirmLabel, askReason, variant, onConfirm } =
    props;
  const t = useTranslations("common");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [short, setShort] = useState(false);
  const submit = async (form: FormData) => {
    const reason = String(form.get("reason") ?? "").trim();
    setShort(askReason === true && reason.length < REASON_MIN);
    if (askReason && reason.length < REASON_MIN) return;
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm(reason);
      onOpenChange(false);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(new FormData(event.currentTarget));
        }}
      >
        <div className="text-muted">{children}</div>
        {askReason && (
          <FormField
            label={t("reason")}
            hint={t("reasonHint")}
            error={short ? t("reasonTooShort") : undefined}
          >
            {(control) => <Textarea {...control} name="reason" maxLength={500} />}
          </FormField>
        )}
        {error !== undefined && <ErrorNotice error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>{t("cancel")}</Button>
          <Button type="submit" variant={variant ?? "danger"} disabled={busy}>
            {busy ? t("working") : confirmLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
