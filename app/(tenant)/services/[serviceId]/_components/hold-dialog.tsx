"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { RadioCardsField } from "@/app/_ui/patterns/form/radio-cards-field";
import { TextareaField } from "@/app/_ui/patterns/form/textarea-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { holdForm } from "@/server/modules/subscriptions/forms-schema";
import type { ServiceDto } from "@/server/modules/subscriptions/schema";

/** Holds it by hand: says what follows, and asks why. */
export function HoldDialog({ service, onClose }: { service: ServiceDto; onClose: () => void }) {
  const t = useTranslations("services");
  const api = useTRPC();
  const cache = useQueryClient();
  const suspend = useMutation(
    api.services.suspend.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.services.pathFilter()),
    }),
  );
  const form = useAppForm({ schema: holdForm, defaultValues: { hold: "admin", reason: "" } });
  return (
    <Dialog open onOpenChange={onClose} title={t("holdTitle")}>
      <p className="mb-4 text-muted">{t("holdText")}</p>
      <Form
        form={form}
        unguarded
        submitLabel={t("hold")}
        onCancel={onClose}
        onSubmit={async (values) => {
          await suspend.mutateAsync({ serviceId: service.id, ...values });
          onClose();
        }}
      >
        <RadioCardsField
          form={form}
          name="hold"
          label={t("holdFor")}
          options={[
            { value: "admin", label: t("reasons.admin") },
            { value: "abuse", label: t("reasons.abuse") },
          ]}
        />
        <TextareaField form={form} name="reason" label={t("reason")} hint={t("reasonHint")} />
      </Form>
    </Dialog>
  );
}
