"use client";

import { useTranslations } from "next-intl";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Select } from "@/app/_ui/primitives/input";
import type { ImportTarget, Mapping } from "./import-target";
import type { ReadFile } from "./read-file";

type MappingStepProps = {
  file: ReadFile;
  mapping: Mapping;
  /** Some of it is what was chosen the last time. */
  remembered?: boolean;
  target: ImportTarget;
  busy: boolean;
  onMapping: (mapping: Mapping) => void;
  onBack: () => void;
  onNext: () => void;
};

/** Which column holds what: guessed from the titles, shown with what stands in the first row. */
export function MappingStep(props: MappingStepProps) {
  const { file, mapping, remembered, target, busy, onMapping, onBack, onNext } = props;
  const t = useTranslations("import");
  const missing = target.fields.some(({ name, required }) => required && !(name in mapping));
  const choose = (field: string, value: string) => {
    const { [field]: _before, ...rest } = mapping;
    onMapping(value === "" ? rest : { ...rest, [field]: Number(value) });
  };
  return (
    <>
      <p className="text-muted">
        {t("mappingText", { name: file.name, rows: file.rows })}
        {remembered && ` ${t("rememberedMapping")}`}
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        {target.fields.map(({ name, label, required }) => {
          const column = mapping[name];
          const seen = column === undefined ? "" : (file.first[0]?.[column] ?? "");
          return (
            <FormField
              key={name}
              label={label}
              optional={!required}
              hint={seen && t("firstValue", { value: seen.slice(0, 60) })}
            >
              {(control) => (
                <Select
                  {...control}
                  value={column ?? ""}
                  onChange={(event) => choose(name, event.target.value)}
                >
                  <option value="">{t("noColumn")}</option>
                  {file.header.map((title, place) => (
                    // oxlint-disable-next-line react/no-array-index-key -- a column is its place; titles repeat
                    <option key={place} value={place}>
                      {title || t("column", { number: place + 1 })}
                    </option>
                  ))}
                </Select>
              )}
            </FormField>
          );
        })}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" disabled={busy || missing} onClick={onNext}>
          {busy ? t("checking") : t("checkRows")}
        </Button>
        <Button variant="quiet" disabled={busy} onClick={onBack}>
          {t("otherFile")}
        </Button>
      </div>
    </>
  );
}
