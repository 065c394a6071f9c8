"use client";

import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Input, Textarea } from "@/app/_ui/primitives/input";
import { type Affected, AffectedList } from "./confirm/affected-list";
import { DryRun } from "./confirm/dry-run";
import { ErrorNotice } from "./error-notice";
import { FormField } from "./form-field";

type ConfirmActionProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What will happen, to whom. */
  children: ReactNode;
  confirmLabel: string;
  /** To how many, and the first of them by name. */
  affected?: Affected;
  /** Tries it without changing anything and says what would happen. */
  dryRun?: () => Promise<ReactNode>;
  /** Asks why, where the action records it. */
  askReason?: boolean;
  /** Has to be typed first, for what cannot be taken back: the company's name. */
  typeToConfirm?: string;
  variant?: "danger" | "primary";
  /** Does it; the dialog closes when it ends well and shows why when not. */
  onConfirm: (reason: string) => Promise<unknown>;
};

const REASON_MIN = 3;

/** Asks before something that hurts: says what will happen to whom, offers a trial, wants a reason where one is kept. */
export function ConfirmAction(props: ConfirmActionProps) {
  const { open, onOpenChange, title, children, confirmLabel, affected, dryRun, variant } = props;
  const t = useTranslations("common");
  const { submit, busy, error, faults } = useConfirm(props);
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
        {affected && <AffectedList {...affected} />}
        {dryRun && <DryRun run={dryRun} />}
        <Questions {...props} faults={faults} />
        {error !== undefined && <ErrorNotice error={error} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>{t("cancel")}</Button>
          <Button type="submit" variant={variant ?? "danger"} disabled={busy}>
            {busy ? t("working") : confirmLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type Faults = { reason?: boolean; word?: boolean };

function Questions({
  askReason,
  typeToConfirm,
  faults,
}: Pick<ConfirmActionProps, "askReason" | "typeToConfirm"> & { faults: Faults }) {
  const t = useTranslations();
  return (
    <>
      {askReason && (
        <FormField
          label={t("common.reason")}
          hint={t("common.reasonHint")}
          error={faults.reason ? t("common.reasonTooShort") : undefined}
        >
          {(control) => <Textarea {...control} name="reason" maxLength={500} />}
        </FormField>
      )}
      {typeToConfirm !== undefined && (
        <FormField
          label={t("patterns.confirm.typeToConfirm", { word: typeToConfirm })}
          error={
            faults.word ? t("patterns.confirm.typeMismatch", { word: typeToConfirm }) : undefined
          }
        >
          {(control) => <Input {...control} name="word" autoComplete="off" spellCheck={false} />}
        </FormField>
      )}
    </>
  );
}

function useConfirm(props: ConfirmActionProps) {
  const { onOpenChange, askReason, typeToConfirm, onConfirm } = props;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [faults, setFaults] = useState<Faults>({});
  const submit = async (form: FormData) => {
    const reason = String(form.get("reason") ?? "").trim();
    const found = {
      reason: askReason === true && reason.length < REASON_MIN,
      word: typeToConfirm !== undefined && String(form.get("word")).trim() !== typeToConfirm,
    };
    setFaults(found);
    if (found.reason || found.word) return;
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
  return { submit, busy, error, faults };
}
