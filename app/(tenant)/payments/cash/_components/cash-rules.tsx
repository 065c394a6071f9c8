"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { TextareaField } from "@/app/_ui/patterns/form/textarea-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { receivingSettings } from "@/server/modules/payments/receiving-schema";

const fields = z.object({
  cashNeedsShift: z.boolean(),
  blindCount: z.boolean(),
  registers: z.string().max(3_000),
});

/** Whether cash needs a shift, whether counts are blind, and which registers there are. */
export function CashRules() {
  const t = useTranslations("cash");
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
  const t = useTranslations("cash");
  const api = useTRPC();
  const cache = useQueryClient();
  const update = useMutation(api.tenants.updateSettings.mutationOptions());
  const { cashNeedsShift, blindCount, registers } = receivingSettings.parse(data);
  const form = useAppForm<z.input<typeof fields>, z.output<typeof fields>>({
    schema: fields,
    defaultValues: { cashNeedsShift, blindCount, registers: registers.join("\n") },
  });
  return (
    <Form
      form={form}
      submitLabel={t("saveRules")}
      onSubmit={async (next) => {
        const names = next.registers.split("\n").map((name) => name.trim());
        await update.mutateAsync({
          ...{ module: "receiving", version },
          data: { ...data, ...next, registers: names.filter(Boolean) },
        });
        await cache.invalidateQueries(api.tenants.pathFilter());
        await cache.invalidateQueries(api.payments.pathFilter());
        onDone();
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
