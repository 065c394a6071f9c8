"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Archive, Building2, Tag } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { BulkChoice, BulkDialog, SomeOfThem } from "@/app/_ui/patterns/data-table/bulk-actions";
import type { Chosen } from "@/app/_ui/patterns/data-table/list-column";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Input, Select } from "@/app/_ui/primitives/input";
import { Notice } from "@/app/_ui/primitives/notice";
import type { ItemBulkInput, ItemPreviewDto } from "@/server/modules/catalog/schema";
import { useCatalogChoices } from "./use-choices";

type Action = ItemBulkInput["change"]["action"];
const ICONS = { archive: Archive, setCategory: Tag, setUnit: Building2 };

type BulkActionsProps = { chosen: Chosen; onStarted: (taskId: string) => void };

/** What can be done to the chosen items; each says first to how many, and which are in use. */
export function BulkActions({ chosen, onStarted }: BulkActionsProps) {
  const t = useTranslations("catalog");
  return (
    <BulkChoice
      actions={(["setCategory", "setUnit", "archive"] as const).map((action) => ({
        action,
        label: t(action),
        icon: ICONS[action],
      }))}
      onStarted={onStarted}
      dialog={(action, onClose, started) => (
        <ItemsDialog action={action} chosen={chosen} onClose={onClose} onStarted={started} />
      )}
    />
  );
}

type ItemsDialogProps = BulkActionsProps & { action: Action; onClose: () => void };

function ItemsDialog({ action, chosen, onClose, onStarted }: ItemsDialogProps) {
  const t = useTranslations("catalog");
  const api = useTRPC();
  const preview = useQuery(api.catalog.previewBulk.queryOptions({ selection: chosen }));
  const start = useMutation(
    api.catalog.startBulk.mutationOptions({ onSuccess: (task) => onStarted(task.id) }),
  );
  return (
    <BulkDialog
      title={t(action)}
      danger={action === "archive"}
      onClose={onClose}
      preview={preview}
      shown={(found) => <Preview preview={found} archive={action === "archive"} />}
      start={start}
      onSubmit={(value) => start.mutate({ selection: chosen, change: changeOf(action, value) })}
    >
      <ValueField action={action} />
    </BulkDialog>
  );
}

function ValueField({ action }: { action: Action }) {
  const t = useTranslations("catalog");
  const { units } = useCatalogChoices();
  if (action === "archive") return <p className="text-muted">{t("bulkArchiveText")}</p>;
  if (action === "setCategory")
    return (
      <FormField label={t("category")}>
        {(control) => <Input {...control} name="value" maxLength={60} />}
      </FormField>
    );
  return (
    <FormField label={t("unit")}>
      {(control) => (
        <Select {...control} name="value">
          <option value="">{t("noUnit")}</option>
          {units.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
}

function changeOf(action: Action, value: string): ItemBulkInput["change"] {
  if (action === "archive") return { action };
  return action === "setCategory"
    ? { action, category: value }
    : { action, businessUnitId: value || null };
}

function Preview({ preview, archive }: { preview: ItemPreviewDto; archive: boolean }) {
  const t = useTranslations("catalog");
  const { count, inUse, examples } = preview;
  return (
    <div className="space-y-2">
      <SomeOfThem
        title={t("bulkCount", { count })}
        names={examples.map(({ id, code, name }) => ({ id, name: `${code} · ${name}` }))}
        more={count > examples.length && t("andMore", { count: count - examples.length })}
      />
      {archive && inUse > 0 && <Notice tone="warn">{t("bulkInUse", { count: inUse })}</Notice>}
    </div>
  );
}
