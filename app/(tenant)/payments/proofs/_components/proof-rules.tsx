"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { Form } from "@/app/_ui/patterns/form/form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import type { ReceivingSettings } from "@/server/modules/payments/receiving-schema";
import { ReceivingRules } from "../../_components/receiving-rules";

const HOURS = ["6", "12", "24", "48", "72"];
const fields = z.object({ proofHoldsCut: z.boolean(), proofHoldHours: z.coerce.number<string>() });

/** Whether a proof under review keeps from the cut, and for how long. */
export function ProofRules() {
  const t = useTranslations("proofs");
  return (
    <ReceivingRules title={t("rules")}>
      {(kept, save) => <RulesForm kept={kept} save={save} />}
    </ReceivingRules>
  );
}

type Change = Pick<ReceivingSettings, "proofHoldsCut" | "proofHoldHours">;
type RulesFormProps = { kept: Change; save: (change: Change) => Promise<void> };

function RulesForm({ kept: { proofHoldsCut, proofHoldHours }, save }: RulesFormProps) {
  const t = useTranslations("proofs");
  const form = useAppForm<z.input<typeof fields>, z.output<typeof fields>>({
    schema: fields,
    defaultValues: { proofHoldsCut, proofHoldHours: String(proofHoldHours) },
  });
  return (
    <Form form={form} submitLabel={t("saveRules")} onSubmit={save}>
      <SwitchField
        form={form}
        name="proofHoldsCut"
        label={t("holdRule")}
        hint={t("holdRuleText")}
      />
      <SelectField
        form={form}
        name="proofHoldHours"
        label={t("holdHours")}
        options={[...new Set([...HOURS, String(proofHoldHours)])].map((value) => ({
          value,
          label: value,
        }))}
      />
    </Form>
  );
}
