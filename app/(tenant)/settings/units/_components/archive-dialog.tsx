"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Select } from "@/app/_ui/primitives/input";

type ArchiveDialogProps = {
  row: { name: string; members: number; customers: number };
  others: readonly { id: string; name: string }[];
  onArchive: (moveTo: string | undefined) => Promise<unknown>;
  onClose: () => void;
};

/** Takes a unit or branch out of use: says who carries it, and asks where they move. */
export function ArchiveDialog({ row, others, onArchive, onClose }: ArchiveDialogProps) {
  const t = useTranslations("units");
  const [moveTo, setMoveTo] = useState("");
  const { name, members, customers } = row;
  return (
    <ConfirmAction
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("archiveTitle", { name })}
      confirmLabel={t("archive")}
      onConfirm={() => onArchive(moveTo || undefined)}
    >
      <p>{t("archiveText")}</p>
      <p className="my-2 text-text">{t("carried", { members, customers })}</p>
      {others.length > 0 && (
        <FormField label={t("moveTo")}>
          {(control) => (
            <Select {...control} value={moveTo} onChange={({ target }) => setMoveTo(target.value)}>
              <option value="">{t("moveNobody")}</option>
              {others.map((other) => (
                <option key={other.id} value={other.id}>
                  {other.name}
                </option>
              ))}
            </Select>
          )}
        </FormField>
      )}
    </ConfirmAction>
  );
}
