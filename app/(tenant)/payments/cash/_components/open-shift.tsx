"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { MoneyField } from "@/app/_ui/patterns/form/money-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Card } from "@/app/_ui/primitives/card";
import { Notice } from "@/app/_ui/primitives/notice";
import type { CashDeskDto } from "@/server/modules/payments/cash/schema";
import { useRefreshMoney } from "../../_components/use-refresh-money";

const fields = z.object({
  register: z.string(),
  floatMinor: z.number({ error: "required" }).int().min(0),
});

/** The float, and which till: from then on cash goes into the shift. */
export function OpenShift({ desk }: { desk: CashDeskDto }) {
  const t = useTranslations("cash");
  const onSuccess = useRefreshMoney();
  const open = useMutation(useTRPC().payments.openShift.mutationOptions({ onSuccess }));
  const form = useAppForm<z.input<typeof fields>, z.output<typeof fields>>({
    schema: fields,
    defaultValues: { register: desk.freeRegisters[0] ?? "", floatMinor: 0 },
  });
  return (
    <Card className="max-w-xl p-5" aria-labelledby="open-shift">
      <h2 id="open-shift" className="text-base font-semibold">
        {t("openTitle")}
      </h2>
      <p className="mt-1 mb-4 text-muted">{t("openText")}</p>
      {desk.needsShift && (
        <Notice tone="info" className="mb-4">
          {t("needed")}
        </Notice>
      )}
      <Form
        form={form}
        submitLabel={t("openShift")}
        onSubmit={async (given) => {
          await open.mutateAsync(given);
        }}
      >
        {desk.freeRegisters.length > 0 && (
          <SelectField
            form={form}
            name="register"
            label={t("register")}
            options={[
              ...desk.freeRegisters.map((value) => ({ value, label: value })),
              { value: "", label: t("ownBag") },
            ]}
          />
        )}
        <MoneyField form={form} name="floatMinor" label={t("float")} currency={desk.currency} />
      </Form>
    </Card>
  );
}
