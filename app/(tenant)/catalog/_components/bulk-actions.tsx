"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Archive, Building2, Tag } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import type { Chosen } from "@/app/_ui/patterns/data-table/list-column";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
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
  const [asked, setAsked] = useState<Action>();
  return (
    <>
      {(["setCategory", "setUnit", "archive"] as const).map((action) => {
        const Icon = ICONS[action];
        return (
          <Button key={action} size="sm" onClick={() => setAsked(action)}>
            <Icon aria-hidden />
            {t(action)}
          </Button>
        );
      })}
      {asked && (
        <BulkDialog
          action={asked}
          chosen={chosen}
          onClose={() => setAsked(undefined)}
          onStarted={(id) => {
            setAsked(undefined);
            onStarted(id);
          }}
        />
      )}
    </>
  );
}

type BulkDialogProps = BulkActionsProps & { action: Action; onClose: () => void };

function BulkDialog({ action, chosen, onClose, onStarted }: BulkDialogProps) {
  const t = useTranslations("catalog");
  const common = useTranslations("common");
  const api = useTRPC();
  const preview = useQuery(api.catalog.previewBulk.queryOptions({ selection: chosen }));
  const start = useMutation(
    api.catalog.startBulk.mutationOptions({ onSuccess: (task) => onStarted(task.id) }),
  );
  return (
    <Dialog open onOpenChange={onClose} title={t(action)}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          const value = String(new FormData(event.currentTarget).get("value") ?? "");
          start.mutate({ selection: chosen, change: changeOf(action, value) });
        }}
      >
        <QueryView query={preview}>
          {(found) => <Preview preview={found} archive={action === "archive"} />}
        </QueryView>
        <ValueField action={action} />
        {start.error && <ErrorNotice error={start.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button
            type="submit"
            variant={action === "archive" ? "danger" : "primary"}
            disabled={start.isPending || preview.data === undefined}
          >
            {start.isPending ? common("working") : t(action)}
          </Button>
        </div>
      </form>
    </Dialog>
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
      <p className="font-medium">{t("bulkCount", { count })}</p>
      <ul className="text-muted">
        {examples.map(({ id, code, name }) => (
          <li key={id} className="truncate">
            {code} · {name}
          </li>
        ))}
        {count > examples.length && <li>{t("andMore", { count: count - examples.length })}</li>}
      </ul>
      {archive && inUse > 0 && <Notice tone="warn">{t("bulkInUse", { count: inUse })}</Notice>}
    </div>
  );
}
