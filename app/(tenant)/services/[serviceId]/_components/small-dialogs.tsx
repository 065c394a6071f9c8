"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { DateField } from "@/app/_ui/patterns/form/date-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextareaField } from "@/app/_ui/patterns/form/textarea-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { activateForm, billDayForm, pauseForm } from "@/server/modules/subscriptions/forms-schema";
import type { ServiceDto } from "@/server/modules/subscriptions/schema";

type Props = { service: ServiceDto; onClose: () => void };

/** Every query of services is asked again after a change of one. */
function useChanged() {
  const api = useTRPC();
  const cache = useQueryClient();
  return { onSuccess: () => cache.invalidateQueries(api.services.pathFilter()) };
}

/** What it waited for has come. */
export function ActivateDialog({ service, onClose }: Props) {
  const t = useTranslations("services");
  const api = useTRPC();
  const activate = useMutation(api.services.activate.mutationOptions(useChanged()));
  const form = useAppForm({ schema: activateForm, defaultValues: { startsOn: "" } });
  const goesOnToPayment = service.state === "pendingInstall" && service.holds.includes("payment");
  return (
    <Dialog open onOpenChange={onClose} title={t("activateTitle")}>
      <p className="mb-4 text-muted">
        {goesOnToPayment ? t("activateInstallText") : t("activateText")}
      </p>
      <Form
        form={form}
        unguarded
        submitLabel={t("activate")}
        onCancel={onClose}
        onSubmit={async ({ startsOn }) => {
          await activate.mutateAsync({ serviceId: service.id, ...(startsOn && { startsOn }) });
          onClose();
        }}
      >
        {!goesOnToPayment && (
          <DateField
            form={form}
            name="startsOn"
            label={t("startsOn")}
            hint={t("startsOnHint")}
            optional
          />
        )}
      </Form>
    </Dialog>
  );
}

/** Off for a while, at the customer's wish. */
export function PauseDialog({ service, onClose }: Props) {
  const t = useTranslations("services");
  const api = useTRPC();
  const pause = useMutation(api.services.pause.mutationOptions(useChanged()));
  const form = useAppForm({ schema: pauseForm, defaultValues: { until: "", reason: "" } });
  return (
    <Dialog open onOpenChange={onClose} title={t("pauseTitle")}>
      <p className="mb-4 text-muted">{t("pauseText")}</p>
      <Form
        form={form}
        unguarded
        submitLabel={t("pause")}
        onCancel={onClose}
        onSubmit={async (values) => {
          await pause.mutateAsync({ serviceId: service.id, ...values });
          onClose();
        }}
      >
        <DateField form={form} name="until" label={t("until")} hint={t("untilHint")} optional />
        <TextareaField form={form} name="reason" label={t("reason")} hint={t("reasonHint")} />
      </Form>
    </Dialog>
  );
}

/** Another day of the month. */
export function BillDayDialog({ service, onClose }: Props) {
  const t = useTranslations("services");
  const api = useTRPC();
  const change = useMutation(api.services.changeBillDay.mutationOptions(useChanged()));
  const form = useAppForm({
    schema: billDayForm,
    defaultValues: { anchorDay: String(service.anchorDay) },
  });
  const days = Array.from({ length: 31 }, (_, at) => String(at + 1));
  return (
    <Dialog open onOpenChange={onClose} title={t("changeBillDay")}>
      <p className="mb-4 text-muted">{t("changeBillDayText")}</p>
      <Form
        form={form}
        unguarded
        submitLabel={t("changeBillDay")}
        onCancel={onClose}
        onSubmit={async ({ anchorDay }) => {
          await change.mutateAsync({ serviceId: service.id, anchorDay: Number(anchorDay) });
          onClose();
        }}
      >
        <SelectField
          form={form}
          name="anchorDay"
          label={t("billDay")}
          options={days.map((day) => ({ value: day, label: t("billDayValue", { day }) }))}
        />
      </Form>
    </Dialog>
  );
}
