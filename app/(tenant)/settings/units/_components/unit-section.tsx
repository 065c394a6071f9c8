"use client";

import { Plus, type LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";

type Row = {
  id: string;
  code: string;
  name: string;
  archivedAt: string | null;
  members: number;
  customers: number;
};

type UnitSectionProps<R extends Row> = {
  title: string;
  text: string;
  icon: LucideIcon;
  addLabel: string;
  empty: string;
  rows: readonly R[];
  detail: (row: R) => ReactNode;
  onAdd: () => void;
  onEdit: (row: R) => void;
  onArchive: (row: R) => void;
};

/** A list of units or branches: who carries each, and what can be done with it. Archived ones come last. */
export function UnitSection<R extends Row>(props: UnitSectionProps<R>) {
  const { title, text, icon, addLabel, empty, rows, onAdd } = props;
  const sorted = [
    ...rows.filter((row) => !row.archivedAt),
    ...rows.filter((row) => row.archivedAt),
  ];
  return (
    <section className="mb-8" aria-label={title}>
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="text-base font-semibold">{title}</h2>
          <p className="text-muted">{text}</p>
        </div>
        <Button variant="primary" onClick={onAdd}>
          <Plus aria-hidden />
          {addLabel}
        </Button>
      </div>
      <Card>
        {sorted.length === 0 ? (
          <EmptyState icon={icon} title={empty} />
        ) : (
          <ul className="divide-y divide-(--border)">
            {sorted.map((row) => (
              <UnitRow key={row.id} row={row} {...props} />
            ))}
          </ul>
        )}
      </Card>
    </section>
  );
}

function UnitRow<R extends Row>({
  row,
  detail,
  onEdit,
  onArchive,
}: UnitSectionProps<R> & { row: R }) {
  const t = useTranslations();
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium break-words">
          {row.name}{" "}
          <code className="ml-1 rounded-control bg-raised px-1.5 py-0.5 text-xs font-normal text-muted">
            {row.code}
          </code>
        </p>
        <div className="text-[0.8125rem] text-muted">{detail(row)}</div>
        <p className="mt-0.5 text-[0.8125rem] text-muted">
          {row.archivedAt
            ? t("units.archived")
            : t("units.carried", { members: row.members, customers: row.customers })}
        </p>
      </div>
      {!row.archivedAt && (
        <div className="flex gap-2">
          <Button
            size="sm"
            onClick={() => onEdit(row)}
            aria-label={`${t("units.edit")}: ${row.name}`}
          >
            {t("units.edit")}
          </Button>
          <Button
            size="sm"
            onClick={() => onArchive(row)}
            aria-label={`${t("units.archive")}: ${row.name}`}
          >
            {t("units.archive")}
          </Button>
        </div>
      )}
    </li>
  );
}
