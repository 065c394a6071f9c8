"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextareaField } from "@/app/_ui/patterns/form/textarea-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { type CollectionTaskDto, editTaskForm } from "@/server/modules/billing/collections/schema";
import { channelOf } from "./task-card";
import { TaskFields } from "./task-fields";

/** Who looks after it, how, what comes next, and what came of it. */
export function EditTaskDialog({
  task,
  onClose,
}: {
  task: CollectionTaskDto;
  onClose: () => void;
}) {
  const t = useTranslations("collections");
  const api = useTRPC();
  const cache = useQueryClient();
  const update = useMutation(
    api.collections.updateTask.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.collections.pathFilter()),
    }),
  );
  const form = useAppForm({
    schema: editTaskForm,
    defaultValues: {
      ownerMembershipId: task.ownerMembershipId ?? "",
      channel: channelOf(task.channel),
      priority: task.priority === "low" || task.priority === "high" ? task.priority : "normal",
      nextAction: task.nextAction,
      nextActionOn: task.nextActionOn ?? "",
      outcome: task.outcome,
    },
  });
  return (
    <Dialog open onOpenChange={onClose} title={task.customerName}>
      <Form
        form={form}
        submitLabel={t("save")}
        onCancel={onClose}
        onSubmit={async (values) => {
          await update.mutateAsync({
            ...values,
            taskId: task.id,
            ownerMembershipId: values.ownerMembershipId || null,
            nextActionOn: values.nextActionOn || null,
          });
          onClose();
        }}
      >
        <TaskFields form={form} />
        <SelectField
          form={form}
          name="priority"
          label={t("priority")}
          options={(["low", "normal", "high"] as const).map((value) => ({
            value,
            label: t(`priorities.${value}`),
          }))}
        />
        <TextareaField
          form={form}
          name="outcome"
          label={t("outcome")}
          hint={t("outcomeHint")}
          maxLength={500}
          optional
        />
      </Form>
    </Dialog>
  );
}
