"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/primitives/button";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { Input } from "@/app/_ui/primitives/input";
import { FormField } from "../form-field";
import type { ListFilter } from "./list-column";

type FilterEditorProps = {
  filter: ListFilter;
  value: string;
  onApply: (value: string) => void;
};

/** What a filter asks for: words, some of a few, from–to, yes or no. */
export function FilterEditor({ filter, value, onApply }: FilterEditorProps) {
  const t = useTranslations("table");
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        onApply(valueOf(filter, new FormData(event.currentTarget)));
      }}
    >
      <Fields filter={filter} value={value} />
      <div className="flex justify-end gap-2">
        {value && <Button onClick={() => onApply("")}>{t("remove")}</Button>}
        <Button type="submit" variant="primary">
          {t("apply")}
        </Button>
      </div>
    </form>
  );
}

function valueOf(filter: ListFilter, form: FormData): string {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  if (filter.type === "choice") return form.getAll("value").join(",");
  if (filter.type !== "date" && filter.type !== "number") return text("value");
  return text("from") || text("to") ? `${text("from")}..${text("to")}` : "";
}

function Fields({ filter, value }: Pick<FilterEditorProps, "filter" | "value">) {
  const t = useTranslations("table");
  const [from = "", to = ""] = value.split("..");
  if (filter.type === "text")
    return (
      <FormField label={t("contains")}>
        {(control) => <Input {...control} name="value" defaultValue={value} maxLength={80} />}
      </FormField>
    );
  if (filter.type === "date" || filter.type === "number")
    return (
      <div className="grid grid-cols-2 gap-3">
        {(["from", "to"] as const).map((side) => (
          <FormField key={side} label={t(`${side}Label`)}>
            {(control) => (
              <Input
                {...control}
                name={side}
                type={filter.type}
                defaultValue={side === "from" ? from : to}
              />
            )}
          </FormField>
        ))}
      </div>
    );
  const choices =
    filter.type === "choice"
      ? filter.options
      : [
          { value: "yes", label: t("yes") },
          { value: "no", label: t("no") },
        ];
  const held = value.split(",");
  return (
    <fieldset className="max-h-72 overflow-y-auto">
      <legend className="sr-only">{filter.label}</legend>
      {choices.map((choice, index) =>
        filter.type === "choice" ? (
          <Checkbox
            key={choice.value}
            name="value"
            value={choice.value}
            defaultChecked={held.includes(choice.value)}
            label={choice.label}
          />
        ) : (
          <label key={choice.value} className="flex cursor-pointer items-center gap-2.5 py-1.5">
            <input
              type="radio"
              name="value"
              value={choice.value}
              defaultChecked={value ? held.includes(choice.value) : index === 0}
              className="size-4 accent-(--brand)"
            />
            {choice.label}
          </label>
        ),
      )}
    </fieldset>
  );
}
