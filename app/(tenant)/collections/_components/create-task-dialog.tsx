"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/app/_trpc/client";
import { ComboboxField } from "@/app/_ui/patterns/form/combobox-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { taskForm } from "@/server/modules/billing/collections/schema";
import { useCustomerSearch } from "./customer-search";
import { TaskFields } from "./task-fields";

/** A new task: who is to be called, by whom, when. */
export function CreateTaskDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("collections");
  const api = useTRPC();
  const cache = useQueryClient();
  const router = useRouter();
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
        <TaskFields form={form} />
      </Form>
    </Dialog>
  );
}
