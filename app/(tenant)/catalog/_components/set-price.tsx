"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { DateField } from "@/app/_ui/patterns/form/date-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { setPriceInput } from "@/server/modules/catalog/prices/schema";
import type { ItemDto } from "@/server/modules/catalog/schema";
import { today } from "./today";

/** What an item costs in a book from a day on. */
export function SetPriceDialog({ item, onClose }: { item: ItemDto; onClose: () => void }) {
  const t = useTranslations("catalog");
  const common = useTranslations("common");
  const api = useTRPC();
  const cache = useQueryClient();
  const books = useQuery(api.catalog.listBooks.queryOptions());
  const set = useMutation(
    api.catalog.setPrice.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.catalog.pathFilter()),
    }),
  );
  const usable = (books.data ?? []).filter(({ archivedAt }) => archivedAt === null);
  const form = useAppForm({
    schema: setPriceInput,
    defaultValues: {
      ...{ itemId: item.id, priceBookId: usable[0]?.id ?? "" },
      ...{ amount: item.price?.amount ?? "", validFrom: today(), belowFloor: false },
    },
  });
  return (
    <Dialog open onOpenChange={onClose} title={t("setPrice")}>
      <Form
        form={form}
        submitLabel={common("save")}
        onCancel={onClose}
        onSubmit={async (values) => {
          await set.mutateAsync(values);
          onClose();
        }}
      >
        <SelectField
          form={form}
          name="priceBookId"
          label={t("book")}
          options={usable.map(({ id, name, currency }) => ({
            value: id,
            label: `${name} (${currency})`,
          }))}
        />
        <TextField form={form} name="amount" label={t("price")} inputMode="decimal" />
        <DateField form={form} name="validFrom" label={t("validFrom")} hint={t("validFromHint")} />
        {item.marginFloor !== null && (
          <SwitchField
            form={form}
            name="belowFloor"
            label={t("belowFloor")}
            hint={t("belowFloorHint", { percent: item.marginFloor })}
          />
        )}
      </Form>
    </Dialog>
  );
}
