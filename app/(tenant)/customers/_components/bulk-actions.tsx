"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Archive, Building2, Tag, Tags, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import type { Chosen } from "@/app/_ui/patterns/data-table/list-column";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Select } from "@/app/_ui/primitives/input";
import type { BulkAction, PreviewDto } from "@/server/modules/crm/schema";
import { useCustomerChoices } from "./use-customer-filters";

type Action = BulkAction["action"];
type BulkActionsProps = { chosen: Chosen; count: number; onStarted: (taskId: string) => void };

const ACTIONS = ["addTag", "removeTag", "assignOwner", "setUnit", "archive"] as const;
const ICONS = {
  addTag: Tag,
  removeTag: Tags,
  archive: Archive,
  assignOwner: UserRound,
  setUnit: Building2,
};
/** What stands above the choice, and its empty one; a tag must be chosen. */
const ASKED = {
  addTag: { label: "tag", none: null },
  removeTag: { label: "tag", none: null },
  assignOwner: { label: "owner", none: "nobody" },
  setUnit: { label: "unit", none: "noUnit" },
} as const;

/** What can be done to the chosen customers; each says first to how many, and to whom. */
export function BulkActions({ chosen, onStarted }: BulkActionsProps) {
  const t = useTranslations("customers");
  const [asked, setAsked] = useState<Action>();
  return (
    <>
      {ACTIONS.map((action) => {
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

type BulkDialogProps = {
  action: Action;
  chosen: Chosen;
  onClose: () => void;
  onStarted: (taskId: string) => void;
};

/** How many, some of them by name, and then it begins: a task that can be left, stopped and undone. */
function BulkDialog({ action, chosen, onClose, onStarted }: BulkDialogProps) {
  const t = useTranslations("customers");
  const common = useTranslations("common");
  const api = useTRPC();
  const preview = useQuery(api.customers.previewBulk.queryOptions({ selection: chosen }));
  const start = useMutation(
    api.customers.startBulk.mutationOptions({ onSuccess: (task) => onStarted(task.id) }),
  );
  const { owners, units, tags } = useCustomerChoices();
  const choices = { assignOwner: owners, setUnit: units, addTag: tags, removeTag: tags };
  const asked = action === "archive" ? undefined : ASKED[action];
  const submit = (value: string) =>
    start.mutate({ selection: chosen, change: changeOf(action, value) });
  return (
    <Dialog open onOpenChange={onClose} title={t(action)}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit(String(new FormData(event.currentTarget).get("value") ?? ""));
        }}
      >
        <QueryView query={preview}>{(found) => <Preview preview={found} />}</QueryView>
        {asked && action !== "archive" && (
          <FormField
            label={t(asked.label)}
            hint={asked.label === "tag" && tags.length === 0 ? t("noTagsYet") : undefined}
          >
            {(control) => (
              <Select {...control} name="value" required={asked.none === null}>
                {asked.none && <option value="">{t(asked.none)}</option>}
                {choices[action].map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </FormField>
        )}
        <p className="text-muted">{action === "archive" ? t("bulkArchiveText") : t("bulkText")}</p>
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

function changeOf(action: Action, value: string): BulkAction {
  switch (action) {
    case "archive":
      return { action };
    case "assignOwner":
      return { action, ownerMembershipId: value || null };
    case "setUnit":
      return { action, businessUnitId: value || null };
    default:
      return { action, tagId: value };
  }
}

function Preview({ preview: { count, examples } }: { preview: PreviewDto }) {
  const t = useTranslations("customers");
  return (
    <div>
      <p className="font-medium">{t("bulkCount", { count })}</p>
      <ul className="mt-1 text-muted">
        {examples.map(({ id, number, name }) => (
          <li key={id} className="truncate">
            #{number} {name}
          </li>
        ))}
        {count > examples.length && <li>{t("andMore", { count: count - examples.length })}</li>}
      </ul>
    </div>
  );
}
