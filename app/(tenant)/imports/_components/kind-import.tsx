"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useTRPCClient } from "@/app/_trpc/client";
import type { ImportRun, ImportTarget } from "@/app/_ui/patterns/import-wizard/import-target";
import { ImportWizard } from "@/app/_ui/patterns/import-wizard/import-wizard";
import { examplesOf } from "@/server/modules/imports/rules/examples";
import { FIELDS, guessFields, type ImportKind } from "@/server/modules/imports/rules/fields";
import { isUnderWay, type TaskDto } from "@/server/modules/work/schema";

const LISTS: Readonly<Record<ImportKind, string>> = {
  customers: "/customers",
  plans: "/catalog",
  services: "/services",
  openInvoices: "/invoices",
  openingBalances: "/invoices",
  credits: "/payments",
};

type KindImportProps = {
  kind: ImportKind;
  task: TaskDto | undefined;
  /** The tenant's: what the example file is written in. */
  country: string;
  currency: string;
};

/** What the wizard needs to know of one kind. */
export function KindImport({ kind, task, country, currency }: KindImportProps) {
  const t = useTranslations("import");
  const api = useTRPCClient();
  const target = useMemo<ImportTarget>(
    () => ({
      key: kind,
      fileName: t(`kinds.${kind}.fileName`),
      fields: FIELDS[kind].map(({ name, required }) => ({
        name,
        label: t(`fields.${kind}.${name}` as "fields.customers.name"),
        samples: t(
          `samples.${kind}.${name}` as "samples.customers.taxId",
          examplesOf(country, currency),
        ).split("|"),
        ...(required && { required }),
      })),
      guess: (header) => guessFields(kind, header),
      check: (fileId, mapping) => api.imports.check.mutate({ kind, fileId, mapping }),
      start: async (fileId, mapping, control) => {
        const started = await api.imports.start.mutate({
          ...{ kind, fileId, mapping },
          ...(control && { control }),
        });
        // Whoever leaves and comes back by this address finds the run again.
        history.replaceState(null, "", `?task=${started.id}`);
        return toRun(started);
      },
      read: async (taskId) => toRun(await api.work.getTask.query({ taskId })),
      undo: async (taskId) => toRun(await api.work.undoTask.mutate({ taskId })),
      failures: async (taskId) => {
        let csv = "";
        let after: number | null | undefined;
        do {
          const part = await api.imports.failures.mutate({
            taskId,
            ...(after != null && { after }),
          });
          csv += part.csv;
          ({ after } = part);
        } while (after !== null);
        return csv;
      },
      list: { href: LISTS[kind], label: t(`kinds.${kind}.seeAll`) },
    }),
    [api, kind, t, country, currency],
  );
  return <ImportWizard target={target} runAtStart={task && toRun(task)} />;
}

const toRun = (task: TaskDto): ImportRun => ({ ...task, underWay: isUnderWay(task.status) });
