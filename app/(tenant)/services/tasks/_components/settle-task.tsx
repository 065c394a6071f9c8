"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { RadioCardsField } from "@/app/_ui/patterns/form/radio-cards-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Dialog } from "@/app/_ui/primitives/dialog";
import {
  type ManualTaskDto,
  settleTaskInput,
} from "@/server/modules/subscriptions/enforcement/schema";

type SettleTaskProps = {
  task: Pick<ManualTaskDto, "id" | "desired">;
  onClose: () => void;
};

/** What the person saw: it is asked for, not supposed. */
export function SettleTask({ task, onClose }: SettleTaskProps) {
  const t = useTranslations("services");
  const api = useTRPC();
  const cache = useQueryClient();
  const settle = useMutation(
    api.services.settleTask.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.services.pathFilter()),
    }),
  );
  const form = useAppForm({
    schema: settleTaskInput.omit({ commandId: true }),
    defaultValues: { observed: task.desired, note: "" },
  });
  const states = (["on", "soft", "off", "gone"] as const).filter(
    (state) => state === "on" || state === "off" || state === task.desired,
  );
  return (
    <Dialog open onOpenChange={onClose} title={t("tasks.settleTitle")}>
      <p className="mb-4 text-muted">{t("tasks.settleText")}</p>
      <Form
        form={form}
        unguarded
        submitLabel={t("tasks.settle")}
        onCancel={onClose}
        onSubmit={async (values) => {
          const { proven } = await settle.mutateAsync({ commandId: task.id, ...values });
          showToast(proven ? t("tasks.proven") : t("tasks.notYet"));
          onClose();
        }}
      >
        <RadioCardsField
          form={form}
          name="observed"
          label={t("tasks.observed")}
          options={states.map((value) => ({ value, label: t(`enforced.${value}`) }))}
        />
        <TextField
          form={form}
          name="note"
          label={t("tasks.note")}
          hint={t("tasks.noteHint")}
          optional
        />
      </Form>
    </Dialog>
  );
}
