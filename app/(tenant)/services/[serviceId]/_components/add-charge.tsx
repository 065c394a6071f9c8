"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { chargeForm } from "@/server/modules/subscriptions/forms-schema";
import type { ServiceDto } from "@/server/modules/subscriptions/schema";

/** One charge or discount, once or for some periods. */
export function AddCharge({ service, onClose }: { service: ServiceDto; onClose: () => void }) {
  const t = useTranslations("services");
  const api = useTRPC();
  const cache = useQueryClient();
  const add = useMutation(
    api.services.addCharge.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.services.pathFilter()),
    }),
  );
  const form = useAppForm({
    schema: chargeForm,
    defaultValues: {
      ...{ kind: "charge", description: "", basis: "fixed", amount: "" },
      ...{ recurring: false, cycles: "" },
    },
  });
  const kinds = (["charge", "discount"] as const).map((value) => ({ value, label: t(value) }));
  const bases = (["fixed", "percent"] as const).map((value) => ({ value, label: t(value) }));
  return (
    <Dialog open onOpenChange={onClose} title={t("addCharge")}>
      <Form
        form={form}
        unguarded
        submitLabel={t("addCharge")}
        onCancel={onClose}
        onSubmit={async (values) => {
          await add.mutateAsync({ serviceId: service.id, ...values });
          onClose();
        }}
      >
        <SelectField form={form} name="kind" label={t("chargeKind")} options={kinds} />
        <TextField form={form} name="description" label={t("chargeDescription")} maxLength={200} />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField form={form} name="basis" label={t("basis")} options={bases} />
          <TextField form={form} name="amount" label={t("amount")} inputMode="decimal" />
        </div>
        <SwitchField form={form} name="recurring" label={t("recurring")} />
        {form.watch("recurring") && (
          <TextField
            form={form}
            name="cycles"
            label={t("cycles")}
            hint={t("cyclesHint")}
            inputMode="numeric"
            optional
          />
        )}
      </Form>
    </Dialog>
  );
}
