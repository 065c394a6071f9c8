"use client";

import { useTranslations } from "next-intl";
import type { ImportRun, ImportTarget } from "@/app/_ui/patterns/import-wizard/import-target";
import { ImportWizard } from "@/app/_ui/patterns/import-wizard/import-wizard";
import { NAMES, pause } from "./samples";
import { Section } from "./section";

const RUN: ImportRun = {
  id: "sample",
  status: "done",
  total: 2,
  done: 1,
  failed: 1,
  undone: 0,
  notUndone: 0,
  canUndo: false,
  underWay: false,
};

/** The wizard with a target that writes nothing. For the signed-in, since the file is read by the server. */
export function ImportSample() {
  const t = useTranslations("patterns.demo");
  const target: ImportTarget = {
    key: "sample",
    fileName: "muestra",
    fields: [
      { name: "name", label: t("name"), required: true, samples: [NAMES[0] ?? ""] },
      { name: "email", label: t("email"), samples: ["ana@correo.pe"] },
    ],
    guess: (header) =>
      Object.fromEntries(header.slice(0, 2).map((_, at) => [at ? "email" : "name", at])),
    check: async () => {
      await pause();
      return {
        rows: 2,
        good: 1,
        bad: 1,
        doubted: 0,
        problems: [{ line: 3, reason: t("refused"), given: { name: NAMES[3] ?? "" } }],
        warnings: [],
        samples: [{ name: NAMES[0] ?? "" }],
        totals: [],
        refused: [],
      };
    },
    start: () => Promise.resolve(RUN),
    read: () => Promise.resolve(RUN),
    undo: () => Promise.resolve(RUN),
    failures: () => Promise.resolve("name\n"),
    list: { href: "#records", label: t("customers") },
  };
  return (
    <Section title={t("import")}>
      <ImportWizard target={target} />
    </Section>
  );
}
