"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRef, useState, type ReactNode } from "react";
import type { FieldValues } from "react-hook-form";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";
import { ErrorNotice } from "../error-notice";
import { fieldErrors } from "../field-errors";
import { ErrorSummary, type SummaryItem } from "./error-summary";
import { useFieldMessage } from "./field-message";
import { fieldPaths } from "./field-paths";
import { FormLabels } from "./form-labels";
import { UnsavedGuard } from "./unsaved-guard";
import type { AppForm } from "./use-app-form";
import { useDraft } from "./use-draft";

type FormProps<V extends FieldValues, T> = {
  form: AppForm<V, T>;
  /** Does it; what the server says of a field goes beside that field. */
  onSubmit: (values: T) => Promise<unknown>;
  submitLabel: string;
  /** Keeps a draft under this name (`customers.new`); absent: none is kept. */
  draftKey?: string;
  onCancel?: () => void;
  /** A dialog's form that may be closed without asking. */
  unguarded?: boolean;
  children: ReactNode;
};

/** A form: fields, what is wrong with them, one way to send it, and nothing that is lost by leaving. */
export function Form<V extends FieldValues, T>(props: FormProps<V, T>) {
  const { form, submitLabel, draftKey, onCancel, unguarded, children } = props;
  const t = useTranslations("common");
  const [labels] = useState(() => new Map<string, string>());
  const { foundAt, forget } = useDraft(form, draftKey);
  const { send, failure, summary, refused } = useSending(props, forget, labels);
  const { isDirty, isSubmitting } = form.formState;
  return (
    <FormLabels value={labels}>
      <form noValidate onSubmit={send} className="space-y-4">
        {foundAt !== undefined && (
          <DraftNotice
            at={foundAt}
            onDiscard={() => {
              forget();
              form.reset();
            }}
          />
        )}
        {refused.length > 0 && (
          <ErrorSummary
            ref={summary}
            items={refused}
            onGo={(path) => form.setFocus(path as never)}
          />
        )}
        {failure !== undefined && <ErrorNotice error={failure} />}
        {children}
        <div className="flex flex-wrap justify-end gap-2">
          {onCancel && <Button onClick={onCancel}>{t("cancel")}</Button>}
          <Button type="submit" variant="primary" aria-disabled={isSubmitting}>
            {isSubmitting ? t("working") : submitLabel}
          </Button>
        </div>
      </form>
      {!unguarded && (
        <UnsavedGuard active={isDirty && !isSubmitting} keepsDraft={draftKey !== undefined} />
      )}
    </FormLabels>
  );
}

/** Sends once, however often the button is pressed, and shows where a refusal belongs. */
function useSending<V extends FieldValues, T>(
  { form, onSubmit }: FormProps<V, T>,
  forget: () => void,
  labels: ReadonlyMap<string, string>,
) {
  const message = useFieldMessage();
  const summary = useRef<HTMLDivElement>(null);
  const sending = useRef(false);
  const [failure, setFailure] = useState<unknown>();
  const errors = fieldPaths(form.formState.errors);
  const refused: SummaryItem[] = form.formState.isSubmitted
    ? errors.map(({ path, message: key }) => ({
        path,
        label: labels.get(path) ?? path,
        message: message(key) ?? "",
      }))
    : [];
  const lead = () => setTimeout(() => summary.current?.focus());
  const attempt = async (values: T) => {
    try {
      await onSubmit(values);
      forget();
      form.reset(form.getValues());
    } catch (error) {
      const fields = Object.entries(fieldErrors(error));
      const ours = fields.filter(([path]) => labels.has(path));
      for (const [path, text] of ours) form.setError(path as never, { message: text });
      if (ours.length === 0) setFailure(error);
      lead();
    }
  };
  const send = (event: React.FormEvent) => {
    event.preventDefault();
    // A form inside a dialog of another form sends itself only.
    event.stopPropagation();
    if (sending.current) return;
    sending.current = true;
    setFailure(undefined);
    void form
      .handleSubmit(
        attempt,
        lead,
      )(event)
      .finally(() => (sending.current = false));
  };
  return { send, failure, summary, refused };
}

function DraftNotice({ at, onDiscard }: { at: number; onDiscard: () => void }) {
  const t = useTranslations("patterns.form");
  const format = useFormatter();
  const when = format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "short" });
  return (
    <Notice
      tone="info"
      action={
        <Button size="sm" onClick={onDiscard}>
          {t("draftDiscard")}
        </Button>
      }
    >
      {t("draftFound", { when })}
    </Notice>
  );
}
