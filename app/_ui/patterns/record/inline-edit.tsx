"use client";

import { Check, Pencil, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { publicErrorOf } from "@/app/_trpc/public-error-of";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";

type InlineEditProps = {
  label: string;
  value: string;
  /** Saves; what it throws is told beside the value, which goes back to what it was. */
  onSave: (value: string) => Promise<unknown>;
  type?: "text" | "email" | "tel" | "url";
  maxLength?: number;
  disabled?: boolean;
};

/** A value that is corrected where it stands: Enter saves, Escape leaves it; it shows at once and goes back when refused. */
export function InlineEdit({ label, value, onSave, type, maxLength, disabled }: InlineEditProps) {
  const t = useTranslations();
  const [editing, setEditing] = useState(false);
  const [hoped, setHoped] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const [saved, setSaved] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !editing) button.current?.focus();
    wasEditing.current = editing;
  }, [editing]);
  const save = async (next: string) => {
    setEditing(false);
    if (next === value) return;
    setHoped(next);
    setRefusal(undefined);
    setSaved(false);
    try {
      await onSave(next);
      setSaved(true);
    } catch (error) {
      const shown = publicErrorOf(error);
      const words = Object.values(shown?.fields ?? {})[0] ?? shown?.message;
      setRefusal(t("patterns.record.rolledBack", { reason: words ?? t("error.offline") }));
    } finally {
      setHoped(undefined);
    }
  };
  const shown = hoped ?? value;
  if (editing)
    return (
      <InlineForm
        label={label}
        value={value}
        input={{ type, maxLength }}
        onSave={(next) => void save(next)}
        onLeave={() => setEditing(false)}
      />
    );
  return (
    <div className="min-w-0">
      <span className="flex items-center gap-1">
        <span
          className={hoped === undefined ? "min-w-0 break-words" : "min-w-0 break-words text-muted"}
        >
          {shown || <span className="text-muted">{t("patterns.record.missing")}</span>}
        </span>
        {!disabled && (
          <Button
            ref={button}
            variant="quiet"
            size="sm"
            className="size-7 px-0 text-muted"
            aria-label={t("patterns.record.edit", { label })}
            onClick={() => setEditing(true)}
          >
            <Pencil aria-hidden />
          </Button>
        )}
      </span>
      <span role="status" className="sr-only">
        {saved ? t("patterns.record.saved", { label }) : ""}
      </span>
      {refusal && (
        <span role="alert" className="block text-[0.8125rem] text-bad">
          {refusal}
        </span>
      )}
    </div>
  );
}

type InlineFormProps = {
  label: string;
  value: string;
  input: { type?: string; maxLength?: number };
  onSave: (value: string) => void;
  onLeave: () => void;
};

function InlineForm({ label, value, input, onSave, onLeave }: InlineFormProps) {
  const t = useTranslations("common");
  return (
    <form
      className="flex items-center gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(String(new FormData(event.currentTarget).get("value")).trim());
      }}
    >
      <Input
        {...input}
        name="value"
        aria-label={label}
        defaultValue={value}
        ref={(node) => node?.focus()}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onLeave();
        }}
      />
      <Button type="submit" variant="quiet" size="icon" aria-label={t("save")}>
        <Check aria-hidden />
      </Button>
      <Button variant="quiet" size="icon" aria-label={t("cancel")} onClick={onLeave}>
        <X aria-hidden />
      </Button>
    </form>
  );
}
