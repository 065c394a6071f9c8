"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Pencil, Plus, TagsIcon, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { Form } from "@/app/_ui/patterns/form/form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { createTagInput, TAG_TONES, type TagUseDto } from "@/server/modules/crm/rules/tag-schema";
import { IconButton } from "@/app/_ui/patterns/icon-button";

/** Words that the tenant sorts customers by. */
export function TagSection() {
  const t = useTranslations("customFields");
  const api = useTRPC();
  const cache = useQueryClient();
  const tags = useQuery(api.customers.listTags.queryOptions());
  const [edited, setEdited] = useState<TagUseDto | "new">();
  const [doomed, setDoomed] = useState<TagUseDto>();
  const onSuccess = () => cache.invalidateQueries(api.customers.pathFilter());
  const remove = useMutation(api.customers.deleteTag.mutationOptions({ onSuccess }));
  return (
    <section className="mb-8" aria-label={t("tags")}>
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="text-base font-semibold">{t("tags")}</h2>
          <p className="text-muted">{t("tagsText")}</p>
        </div>
        <Button onClick={() => setEdited("new")}>
          <Plus aria-hidden />
          {t("addTag")}
        </Button>
      </div>
      <Card>
        <QueryView query={tags}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState icon={TagsIcon} title={t("noTags")}>
                {t("noTagsText")}
              </EmptyState>
            ) : (
              <ul className="divide-y divide-(--border)">
                {rows.map((tag) => (
                  <li key={tag.id} className="flex items-center justify-between gap-3 px-4 py-2">
                    <span className="flex min-w-0 flex-wrap items-center gap-2">
                      <Badge tone={tag.tone}>{tag.name}</Badge>
                      <span className="text-[0.8125rem] text-muted">
                        {t("borneBy", { count: tag.customers })}
                      </span>
                    </span>
                    <span className="flex shrink-0">
                      <IconButton
                        icon={Pencil}
                        label={t("edit", { name: tag.name })}
                        onClick={() => setEdited(tag)}
                      />
                      <IconButton
                        icon={Trash2}
                        label={t("deleteTag", { name: tag.name })}
                        onClick={() => setDoomed(tag)}
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
        <TagDialog
          tag={edited === "new" ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      <ConfirmAction
        open={doomed !== undefined}
        onOpenChange={() => setDoomed(undefined)}
        title={t("deleteTag", { name: doomed?.name ?? "" })}
        confirmLabel={t("delete")}
        onConfirm={() => remove.mutateAsync({ tagId: doomed?.id ?? "" })}
      >
        {t("deleteTagText", { count: doomed?.customers ?? 0 })}
      </ConfirmAction>
    </section>
  );
}

function TagDialog({ tag, onClose }: { tag: TagUseDto | undefined; onClose: () => void }) {
  const t = useTranslations("customFields");
  const common = useTranslations("common");
  const api = useTRPC();
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries(api.customers.pathFilter());
  const create = useMutation(api.customers.createTag.mutationOptions({ onSuccess }));
  const update = useMutation(api.customers.updateTag.mutationOptions({ onSuccess }));
  const form = useAppForm<z.input<typeof createTagInput>, z.output<typeof createTagInput>>({
    schema: createTagInput,
    defaultValues: { name: tag?.name ?? "", tone: tag?.tone ?? "neutral" },
  });
  return (
    <Dialog open onOpenChange={onClose} title={tag ? t("edit", { name: tag.name }) : t("addTag")}>
      <Form
        form={form}
        unguarded
        submitLabel={common("save")}
        onCancel={onClose}
        onSubmit={async (values) => {
          await (tag
            ? update.mutateAsync({ ...values, tagId: tag.id })
            : create.mutateAsync(values));
          onClose();
        }}
      >
        <TextField form={form} name="name" label={t("label")} maxLength={40} />
        <SelectField
          form={form}
          name="tone"
          label={t("tone")}
          options={TAG_TONES.map((value) => ({ value, label: t(`tones.${value}`) }))}
        />
      </Form>
    </Dialog>
  );
}
