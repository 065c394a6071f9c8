"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/app/_trpc/client";
import { ComboboxField } from "@/app/_ui/patterns/form/combobox-field";
import { DateField } from "@/app/_ui/patterns/form/date-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { taskForm } from "@/server/modules/billing/collections/schema";
import { useCustomerSearch } from "./customer-search";

/** A new task: who is to be called, by whom, when. */
export function CreateTaskDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("collections");
  const api = useTRPC();
  const cache = useQueryClient();
  const router = useRouter();
  const owners = useQuery(api.customers.listOwners.queryOptions());
  const create = useMutation(
    api.collections.createTask.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.collections.pathFilter()),
    }),
  );
  const form = useAppForm({
    schema: taskForm,
    defaultValues: {
      customerId: "",
      ownerMembershipId: "",
      channel: "phone",
      nextAction: "",
      nextActionOn: "",
    },
  });
  return (
    <Dialog open onOpenChange={onClose} title={t("createTitle")}>
      <Form
        form={form}
        unguarded
        submitLabel={t("save")}
        onCancel={onClose}
        onSubmit={async ({ ownerMembershipId, nextActionOn, ...values }) => {
          const task = await create.mutateAsync({
            ...values,
            nextActionOn: nextActionOn || null,
            ...(ownerMembershipId && { ownerMembershipId }),
          });
          router.push(`/collections/${task.id}`);
        }}
      >
        <ComboboxField
          form={form}
          name="customerId"
          label={t("customer")}
          placeholder={t("searchCustomer")}
          {...useCustomerSearch()}
        />
        <SelectField
          form={form}
          name="ownerMembershipId"
          label={t("owner")}
          placeholder={t("nobody")}
          options={(owners.data ?? []).map(({ membershipId, name }) => ({
            value: membershipId,
            label: name,
          }))}
        />
        <SelectField
          form={form}
          name="channel"
          label={t("channel")}
          options={CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) }))}
        />
        <TextField
          form={form}
          name="nextAction"
          label={t("nextAction")}
          hint={t("nextActionHint")}
          maxLength={500}
          optional
        />
        <DateField form={form} name="nextActionOn" label={t("nextActionOn")} optional />
      </Form>
    </Dialog>
  );
}

export const CHANNELS = ["phone", "whatsapp", "email", "visit", "other"] as const;
