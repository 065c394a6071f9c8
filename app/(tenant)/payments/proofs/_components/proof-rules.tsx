"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { receivingSettings } from "@/server/modules/payments/receiving-schema";

const HOURS = ["6", "12", "24", "48", "72"];
const fields = z.object({ proofHoldsCut: z.boolean(), proofHoldHours: z.coerce.number<string>() });

/** Whether a proof under review keeps from the cut, and for how long. */
export function ProofRules() {
  const t = useTranslations("proofs");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <SlidersHorizontal aria-hidden />
        {t("rules")}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t("rules")}>
        {open && <Rules onDone={() => setOpen(false)} />}
      </Dialog>
    </>
  );
}

function Rules({ onDone }: { onDone: () => void }) {
  const api = useTRPC();
  const kept = useQuery(api.tenants.getSettings.queryOptions({ module: "receiving" }));
  return (
    <QueryView query={kept}>
      {({ version, data }) => <RulesForm version={version} data={data} onDone={onDone} />}
    </QueryView>
  );
}

type RulesFormProps = { version: number; data: Record<string, unknown>; onDone: () => void };

function RulesForm({ version, data, onDone }: RulesFormProps) {
  const t = useTranslations("proofs");
  const api = useTRPC();
  const cache = useQueryClient();
  const update = useMutation(api.tenants.updateSettings.mutationOptions());
  const { proofHoldsCut, proofHoldHours } = receivingSettings.parse(data);
  const form = useAppForm<z.input<typeof fields>, z.output<typeof fields>>({
    schema: fields,
    defaultValues: { proofHoldsCut, proofHoldHours: String(proofHoldHours) },
  });
  return (
    <Form
      form={form}
      submitLabel={t("saveRules")}
      onSubmit={async (next) => {
        await update.mutateAsync({ module: "receiving", version, data: { ...data, ...next } });
        await cache.invalidateQueries(api.tenants.pathFilter());
        onDone();
      }}
    >
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
