import { useTranslations } from "next-intl";
import { useId, type ReactNode } from "react";

type Control = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
};

type FormFieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** Says so beside the label. */
  optional?: boolean;
  /** Draws the control with the ids that tie it to its label, hint and error. */
  children: (control: Control) => ReactNode;
};

/** Label, control, hint and error as one: the error stands beside its field and is read with it. */
export function FormField({ label, hint, error, optional, children }: FormFieldProps) {
  const t = useTranslations("patterns.form");
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="block font-medium">
        {label}
        {optional && <span className="font-normal text-muted"> ({t("optional")})</span>}
      </label>
      {children({
        id,
        "aria-describedby": described || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {error && (
        <p id={`${id}-error`} className="text-[0.8125rem] text-bad">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-[0.8125rem] text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
