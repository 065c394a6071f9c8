"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Combobox } from "@/app/_ui/patterns/combobox";
import { FormField } from "@/app/_ui/patterns/form-field";
import type { RecordsInput } from "@/server/modules/templates/schema";

type RecordPickerProps = {
  template: RecordsInput["template"];
  value: string | null;
  onChoose: (id: string | null) => void;
};

/** Whose data fills the preview: a real customer or member, or the samples. */
export function RecordPicker({ template, value, onChoose }: RecordPickerProps) {
  const t = useTranslations("templates");
  const [search, setSearch] = useState("");
  const records = useQuery(
    useTRPC().templates.records.queryOptions(
      { template, search },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <FormField label={t("previewWith")}>
      {(control) => (
        <Combobox
          {...control}
          options={(records.data ?? []).map(({ id, label, detail }) => ({
            ...{ value: id, label, detail },
          }))}
          value={value}
          onChoose={onChoose}
          onSearch={setSearch}
          placeholder={t("sample")}
        />
      )}
    </FormField>
  );
}
