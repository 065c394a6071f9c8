"use client";

import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";
import type { ImportTarget } from "./import-target";
import { saveText } from "./read-file";

type FileStepProps = { target: ImportTarget; busy: boolean; onFile: (file: File) => void };

/** The file, what it may hold, and an example to start from. */
export function FileStep({ target, busy, onFile }: FileStepProps) {
  const t = useTranslations("import");
  const rows = Math.max(...target.fields.map(({ samples }) => samples.length));
  const example = [
    target.fields.map(({ label }) => label),
    ...Array.from({ length: rows }, (_, at) =>
      target.fields.map(({ samples }) => samples[at] ?? ""),
    ),
  ];
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  return (
    <>
      <p className="text-muted">{t("fileText")}</p>
      <FormField label={t("file")} hint={target.hint ?? t("fileHint")}>
        {(control) => (
          <Input
            {...control}
            type="file"
            accept=".csv,.txt,.xlsx,text/csv,text/plain"
            disabled={busy}
            className="h-auto py-2"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file) onFile(file);
            }}
          />
        )}
      </FormField>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {target.fields.map(({ name, label, required, samples }) => (
          <div key={name} className="col-span-2 grid grid-cols-subgrid">
            <dt className="font-medium">
              {label}
              {required && <span className="font-normal text-muted"> ({t("required")})</span>}
            </dt>
            <dd className="min-w-0 break-words text-muted">{samples.find(Boolean)}</dd>
          </div>
        ))}
      </dl>
      <Button
        onClick={() =>
          saveText(
            `${target.fileName}.csv`,
            `\uFEFF${example.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`,
          )
        }
      >
        <FileUp aria-hidden className="rotate-180" />
        {t("example")}
      </Button>
      {busy && <p role="status">{t("reading")}</p>}
    </>
  );
}
