"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useTRPCClient } from "@/app/_trpc/client";
import type { ImportRun, ImportTarget } from "@/app/_ui/patterns/import-wizard/import-target";
import { ImportWizard } from "@/app/_ui/patterns/import-wizard/import-wizard";
import { guessMapping, IMPORT_FIELDS } from "@/server/modules/crm/rules/import-fields";
import { isUnderWay, type TaskDto } from "@/server/modules/work/schema";

/** What the wizard needs to know of customers. */
export function CustomerImport({ task }: { task: TaskDto | undefined }) {
  const t = useTranslations("import.customers");
  const api = useTRPCClient();
  const target = useMemo<ImportTarget>(
    () => ({
      fileName: t("fileName"),
      fields: IMPORT_FIELDS.map((name) => ({
        name,
        label: t(`fields.${name}`),
        sample: t(`samples.${name}`),
        required: name === "name",
      })),
      guess: guessMapping,
      check: (fileId, mapping) => api.customers.checkImport.mutate({ fileId, mapping }),
      start: async (fileId, mapping) => {
        const started = await api.customers.startImport.mutate({ fileId, mapping });
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
          const part = await api.customers.importFailures.mutate({
            taskId,
            ...(after != null && { after }),
          });
          csv += part.csv;
          ({ after } = part);
        } while (after !== null);
        return csv;
      },
      list: { href: "/customers", label: t("seeAll") },
    }),
    [api, t],
  );
  return <ImportWizard target={target} runAtStart={task && toRun(task)} />;
}

const toRun = (task: TaskDto): ImportRun => ({ ...task, underWay: isUnderWay(task.status) });
