"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Input, Textarea } from "@/app/_ui/primitives/input";
import type { TemplateDto } from "@/server/modules/templates/schema";

type ContentFieldProps = {
  field: TemplateDto["fields"][number];
  variables: TemplateDto["variables"];
  value: string;
  error: string | undefined;
  disabled: boolean;
  onChange: (value: string) => void;
};

/** One text of a template, with its length and a button for each variable that may stand in it. */
export function ContentFieldInput(props: ContentFieldProps) {
  const { field, variables, value, error, disabled, onChange } = props;
  const t = useTranslations("templates");
  const control = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const label = t(`field.${field.name as "body"}`);
  const insert = (name: string) => {
    const { selectionStart, selectionEnd } = control.current ?? {};
    const at = selectionStart ?? value.length;
    const text = `{{${name}}}`;
    onChange(value.slice(0, at) + text + value.slice(selectionEnd ?? at));
    requestAnimationFrame(() => {
      control.current?.focus();
      control.current?.setSelectionRange(at + text.length, at + text.length);
    });
  };
  return (
    <div className="space-y-2">
      <FormField
        label={label}
        optional={field.optional}
        error={error}
        hint={
          <>
            {hintOf(field, t)}
            <span className="float-right ml-2 tabular-nums">
              {t("count", { used: value.length, max: field.maxLength })}
            </span>
          </>
        }
      >
        {(aria) =>
          field.kind === "line" ? (
            <Input
              {...aria}
              ref={control}
              value={value}
              disabled={disabled}
              onChange={(event) => onChange(event.target.value)}
            />
          ) : (
            <Textarea
              {...aria}
              ref={control}
              value={value}
              disabled={disabled}
              rows={field.kind === "markdown" ? 16 : 6}
              className="font-mono sm:text-[0.8125rem]"
              onChange={(event) => onChange(event.target.value)}
            />
          )
        }
      </FormField>
      {!disabled && (
        <div role="group" aria-label={t("insert")} className="flex flex-wrap gap-1.5">
          {variables.map(({ name, must }) => (
            <Button
              key={name}
              size="sm"
              className="h-7 px-2 font-normal"
              onClick={() => insert(name)}
            >
              <span className="sr-only">{t("insertIn", { field: label, name: "" })}</span>
              {t(`variable.${name as "name"}`)}
              {must && field.name === "body" && <span className="text-muted">· {t("must")}</span>}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

type Words = ReturnType<typeof useTranslations<"templates">>;

function hintOf({ name, kind }: TemplateDto["fields"][number], t: Words): string | null {
  if (name === "button") return t("hint.button");
  return kind === "line" ? null : t(`hint.${kind}`);
}
