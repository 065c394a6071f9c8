"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { DateField } from "@/app/_ui/patterns/form/date-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { TextareaField } from "@/app/_ui/patterns/form/textarea-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { terminateForm } from "@/server/modules/subscriptions/forms-schema";
import type { ServiceDto } from "@/server/modules/subscriptions/schema";

/** Ends it, today or on a day to come. */
export function TerminateDialog({
  service,
  onClose,
}: {
  service: ServiceDto;
  onClose: () => void;
}) {
  const t = useTranslations("services");
  const api = useTRPC();
  const cache = useQueryClient();
  const terminate = useMutation(
    api.services.terminate.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.services.pathFilter()),
    }),
  );
  const form = useAppForm({
    schema: terminateForm,
    defaultValues: { reason: "", onDay: "", waiveFee: false, creditUnused: true },
  });
  return (
    <Dialog open onOpenChange={onClose} title={t("terminateTitle")}>
      <p className="mb-4 text-muted">{t("terminateText")}</p>
      <Form
        form={form}
        unguarded
        submitLabel={t("terminate")}
        onCancel={onClose}
        onSubmit={async (values) => {
          await terminate.mutateAsync({ serviceId: service.id, ...values });
          onClose();
        }}
      >
        <DateField form={form} name="onDay" label={t("onDay")} hint={t("onDayHint")} optional />
        <SwitchField form={form} name="creditUnused" label={t("creditUnused")} />
        {service.commitmentEndsOn && (
          <SwitchField form={form} name="waiveFee" label={t("waiveFee")} />
        )}
        <TextareaField form={form} name="reason" label={t("reason")} hint={t("reasonHint")} />
      </Form>
    </Dialog>
  );
}
