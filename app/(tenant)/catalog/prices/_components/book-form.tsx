"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Form } from "@/app/_ui/patterns/form/form";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { type BookDto, createBookInput } from "@/server/modules/catalog/prices/schema";

/** A list of prices, new or to be changed. */
export function BookFormDialog({ book, onClose }: { book?: BookDto; onClose: () => void }) {
  const t = useTranslations("catalog");
  const common = useTranslations("common");
  const api = useTRPC();
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries(api.catalog.pathFilter());
  const create = useMutation(api.catalog.createBook.mutationOptions({ onSuccess }));
  const update = useMutation(api.catalog.updateBook.mutationOptions({ onSuccess }));
  const form = useAppForm({
    schema: createBookInput,
    defaultValues: {
      ...{ name: book?.name ?? "", currency: book?.currency ?? "" },
      ...{ zone: book?.zone ?? "", segment: book?.segment ?? "" },
      ...{ taxIncluded: book?.taxIncluded ?? true, isDefault: book?.isDefault ?? false },
    },
  });
  const archive = (archived: boolean) =>
    book && update.mutate({ priceBookId: book.id, archived }, { onSuccess: onClose });
  return (
    <Dialog open onOpenChange={onClose} title={book ? t("editBook") : t("newBook")}>
      <Form
        form={form}
        submitLabel={common("save")}
        onCancel={onClose}
        onSubmit={async (values) => {
          if (book) await update.mutateAsync({ ...values, priceBookId: book.id });
          else await create.mutateAsync(values);
          onClose();
        }}
      >
        <TextField form={form} name="name" label={t("name")} maxLength={80} />
        <TextField
          form={form}
          name="currency"
          label={t("currency")}
          hint={t("currencyHint")}
          maxLength={3}
        />
        <TextField form={form} name="zone" label={t("zone")} maxLength={60} optional />
        <TextField form={form} name="segment" label={t("segment")} maxLength={60} optional />
        <SwitchField form={form} name="taxIncluded" label={t("taxIncluded")} hint={t("taxHint")} />
        <SwitchField
          form={form}
          name="isDefault"
          label={t("makeDefault")}
          hint={t("defaultHint")}
        />
      </Form>
      {book && !book.isDefault && (
        <div className="mt-4 border-t border-subtle pt-4">
          {update.error && <ErrorNotice error={update.error} />}
          <Button size="sm" onClick={() => archive(book.archivedAt === null)}>
            {book.archivedAt === null ? t("archive") : t("restore")}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
