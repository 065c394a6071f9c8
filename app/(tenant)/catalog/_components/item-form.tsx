"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { fromItem, itemForm, toItemInput } from "@/server/modules/catalog/rules/item-form";
import type { ItemDto } from "@/server/modules/catalog/schema";
import { BasicFields } from "./item-form-basics";
import { BillingFields } from "./item-form-billing";
import { CostFields } from "./item-form-cost";
import { NetworkFields } from "./item-form-network";
import { PartsField } from "./item-form-parts";

type ItemFormDialogProps = {
  /** Absent: a new one. */
  item?: ItemDto;
  onClose: () => void;
  onSaved: (item: ItemDto) => void;
};

/** Something that can be sold, new or to be changed; what is asked follows from its kind. */
export function ItemFormDialog({ item, onClose, onSaved }: ItemFormDialogProps) {
  const t = useTranslations("catalog");
  const common = useTranslations("common");
  const api = useTRPC();
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries(api.catalog.pathFilter());
  const create = useMutation(api.catalog.create.mutationOptions({ onSuccess }));
  const update = useMutation(api.catalog.update.mutationOptions({ onSuccess }));
  const books = useQuery(api.catalog.listBooks.queryOptions());
  const currency = books.data?.find(({ isDefault }) => isDefault)?.currency ?? "";
  const form = useAppForm({ schema: itemForm, defaultValues: fromItem(item, currency) });
  const kind = useWatch({ control: form.control, name: "kind" });
  const niche = useWatch({ control: form.control, name: "niche" });
  return (
    <Dialog open onOpenChange={onClose} title={item ? t("edit") : t("new")}>
      <Form
        form={form}
        submitLabel={common("save")}
        onCancel={onClose}
        {...(!item && { draftKey: "catalog.new" })}
        onSubmit={async (values) => {
          const { price, kind: _kind, ...input } = toItemInput(values);
          const saved = item
            ? await update.mutateAsync({ ...input, itemId: item.id })
            : await create.mutateAsync({ ...input, kind: values.kind, price });
          // Closing tidies the address: going on to the record comes after it.
          onClose();
          onSaved(saved);
        }}
      >
        <BasicFields form={form} isNew={item === undefined} currency={currency} />
        {kind === "subscription" && niche === "internet" && <NetworkFields form={form} />}
        {kind === "subscription" && <BillingFields form={form} />}
        {kind === "bundle" && <PartsField form={form} itemId={item?.id} />}
        <CostFields form={form} />
      </Form>
    </Dialog>
  );
}
