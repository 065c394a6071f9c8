"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { Form } from "@/app/_ui/patterns/form/form";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { TextareaField } from "@/app/_ui/patterns/form/textarea-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import type { ReceivingSettings } from "@/server/modules/payments/receiving-schema";
import { ReceivingRules } from "../../_components/receiving-rules";

const fields = z.object({
  cashNeedsShift: z.boolean(),
  blindCount: z.boolean(),
  registers: z.string().max(3_000),
});

/** Whether cash needs a shift, whether counts are blind, and which registers there are. */
export function CashRules() {
  const t = useTranslations("cash");
  return (
    <ReceivingRules title={t("rules")}>
      {(kept, save) => <RulesForm kept={kept} save={save} />}
    </ReceivingRules>
  );
}

type Change = Pick<ReceivingSettings, "cashNeedsShift" | "blindCount" | "registers">;
type RulesFormProps = { kept: Change; save: (change: Change) => Promise<void> };

function RulesForm({ kept, save }: RulesFormProps) {
  const t = useTranslations("cash");
  const { cashNeedsShift, blindCount, registers } = kept;
  const form = useAppForm<z.input<typeof fields>, z.output<typeof fields>>({
    schema: fields,
    defaultValues: { cashNeedsShift, blindCount, registers: registers.join("\n") },
  });
  return (
    <Form
      form={form}
      submitLabel={t("saveRules")}
      onSubmit={(next) => {
        const names = next.registers.split("\n").map((name) => name.trim());
        return save({ ...next, registers: names.filter(Boolean) });
      }}
    >
      <SwitchField
        form={form}
        name="cashNeedsShift"
        label={t("needRule")}
        hint={t("needRuleText")}
      />
      <SwitchField form={form} name="blindCount" label={t("blindRule")} hint={t("blindRuleText")} />
      <TextareaField
        form={form}
        name="registers"
        label={t("registers")}
        hint={t("registersHint")}
        rows={4}
        optional
      />
    </Form>
  );
}
