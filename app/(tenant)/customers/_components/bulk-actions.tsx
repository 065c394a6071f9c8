"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Archive, Building2, Tag, Tags, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { BulkChoice, BulkDialog, SomeOfThem } from "@/app/_ui/patterns/data-table/bulk-actions";
import type { Chosen } from "@/app/_ui/patterns/data-table/list-column";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Select } from "@/app/_ui/primitives/input";
import type { BulkAction, PreviewDto } from "@/server/modules/crm/schema";
import { useCustomerChoices } from "./use-customer-filters";

type Action = BulkAction["action"];
type BulkActionsProps = { chosen: Chosen; onStarted: (taskId: string) => void };

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
  return (
    <BulkChoice
      actions={ACTIONS.map((action) => ({ action, label: t(action), icon: ICONS[action] }))}
      onStarted={onStarted}
      dialog={(action, onClose, started) => (
        <CustomersDialog action={action} chosen={chosen} onClose={onClose} onStarted={started} />
      )}
    />
  );
}

type CustomersDialogProps = BulkActionsProps & { action: Action; onClose: () => void };

function CustomersDialog({ action, chosen, onClose, onStarted }: CustomersDialogProps) {
  const t = useTranslations("customers");
  const api = useTRPC();
  const preview = useQuery(api.customers.previewBulk.queryOptions({ selection: chosen }));
  const start = useMutation(
    api.customers.startBulk.mutationOptions({ onSuccess: (task) => onStarted(task.id) }),
  );
  return (
    <BulkDialog
      title={t(action)}
      danger={action === "archive"}
      onClose={onClose}
      preview={preview}
      shown={(found) => <Preview preview={found} />}
      start={start}
      onSubmit={(value) => start.mutate({ selection: chosen, change: changeOf(action, value) })}
    >
      {action !== "archive" && <ValueField action={action} />}
      <p className="text-muted">{action === "archive" ? t("bulkArchiveText") : t("bulkText")}</p>
    </BulkDialog>
  );
}

function ValueField({ action }: { action: Exclude<Action, "archive"> }) {
  const t = useTranslations("customers");
  const { owners, units, tags } = useCustomerChoices();
  const choices = { assignOwner: owners, setUnit: units, addTag: tags, removeTag: tags };
  const { label, none } = ASKED[action];
  return (
    <FormField
      label={t(label)}
      hint={label === "tag" && tags.length === 0 ? t("noTagsYet") : undefined}
    >
      {(control) => (
        <Select {...control} name="value" required={none === null}>
          {none && <option value="">{t(none)}</option>}
          {choices[action].map(({ value, label: name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </FormField>
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
    <SomeOfThem
      title={t("bulkCount", { count })}
      names={examples.map(({ id, number, name }) => ({ id, name: `#${number} ${name}` }))}
      more={count > examples.length && t("andMore", { count: count - examples.length })}
    />
  );
}
