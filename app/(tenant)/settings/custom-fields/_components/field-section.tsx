"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Archive, ArchiveRestore, ArrowDown, ArrowUp, ListPlus, Pencil, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { CustomFieldDto } from "@/server/modules/crm/rules/fields-schema";
import { FieldDialog } from "./field-dialog";
import { IconButton } from "@/app/_ui/patterns/icon-button";

type FieldSectionProps = { entity: CustomFieldDto["entity"] };

/** The tenant's own fields of customers or services, in the order in which forms ask for them. */
export function FieldSection({ entity }: FieldSectionProps) {
  const t = useTranslations("customFields");
  const api = useTRPC();
  const cache = useQueryClient();
  const fields = useQuery(api.customers.listFields.queryOptions({ entity }));
  const [edited, setEdited] = useState<CustomFieldDto | "new">();
  const onSuccess = () => cache.invalidateQueries(api.customers.pathFilter());
  const archive = useMutation(api.customers.archiveField.mutationOptions({ onSuccess }));
  const reorder = useMutation(api.customers.reorderFields.mutationOptions({ onSuccess }));
  const failed = archive.error ?? reorder.error;
  const move = (rows: readonly CustomFieldDto[], at: number, by: -1 | 1) => {
    const ids = rows.map(({ id }) => id);
    const [id] = ids.splice(at, 1);
    if (id) ids.splice(at + by, 0, id);
    reorder.mutate({ entity, fieldIds: ids });
  };
  return (
    <section className="mb-8" aria-label={t(entity)}>
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="text-base font-semibold">{t(entity)}</h2>
          <p className="text-muted">{t(`${entity}Text`)}</p>
        </div>
        <Button onClick={() => setEdited("new")}>
          <Plus aria-hidden />
          {t("addField")}
        </Button>
      </div>
      {failed && <ErrorNotice error={failed} />}
      <Card>
        <QueryView query={fields}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState icon={ListPlus} title={t("noFields")}>
                {t("noFieldsText")}
              </EmptyState>
            ) : (
              <ul className="divide-y divide-(--border)">
                {rows.map((field, at) => (
                  <li key={field.id} className="flex items-center justify-between gap-3 px-4 py-2">
                    <span className="min-w-0">
                      <span className="flex flex-wrap items-center gap-2 font-medium break-words">
                        {field.label}
                        {field.required && <Badge tone="info">{t("required")}</Badge>}
                        {field.archivedAt && <Badge tone="neutral">{t("archived")}</Badge>}
                      </span>
                      <span className="block text-[0.8125rem] text-muted">
                        {t(`type.${field.type}`)}
                        {field.options.length > 0 && ` · ${field.options.join(", ")}`}
                      </span>
                    </span>
                    <span className="flex shrink-0">
                      <IconButton
                        icon={ArrowUp}
                        label={t("moveUp", { name: field.label })}
                        disabled={at === 0 || reorder.isPending}
                        onClick={() => move(rows, at, -1)}
                      />
                      <IconButton
                        icon={ArrowDown}
                        label={t("moveDown", { name: field.label })}
                        disabled={at === rows.length - 1 || reorder.isPending}
                        onClick={() => move(rows, at, 1)}
                      />
                      <IconButton
                        icon={Pencil}
                        label={t("edit", { name: field.label })}
                        onClick={() => setEdited(field)}
                      />
                      <IconButton
                        icon={field.archivedAt ? ArchiveRestore : Archive}
                        label={t(field.archivedAt ? "restore" : "archive", { name: field.label })}
                        disabled={archive.isPending}
                        onClick={() =>
                          archive.mutate({ fieldId: field.id, archived: !field.archivedAt })
                        }
                      />
                    </span>
                  </li>
                ))}
              </ul>
            )
          }
        </QueryView>
      </Card>
      {edited && (
        <FieldDialog
          entity={entity}
          field={edited === "new" ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </section>
  );
}
