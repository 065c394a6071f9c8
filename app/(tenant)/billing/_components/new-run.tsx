"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { DateField } from "@/app/_ui/patterns/form/date-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { useMay } from "@/app/_ui/shell/person";

const fields = z.object({
  billThrough: z.union([z.literal("").transform(() => undefined), z.iso.date()]),
});

/** Asks for the day and prepares what is due by then; nothing is issued before somebody approves it. */
export function NewRun() {
  const t = useTranslations("billingRun");
  const [open, setOpen] = useState(false);
  const may = useMay();
  if (!may("billingRun.manage")) return null;
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        {t("new")}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t("newTitle")}>
        <NewRunForm onCancel={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function NewRunForm({ onCancel }: { onCancel: () => void }) {
  const t = useTranslations("billingRun");
  const api = useTRPC();
  const router = useRouter();
  const start = useMutation(api.billingRuns.start.mutationOptions());
  const form = useAppForm<z.input<typeof fields>, z.output<typeof fields>>({
    schema: fields,
    defaultValues: { billThrough: "" },
  });
  return (
    <Form
      form={form}
      submitLabel={t("prepare")}
      onCancel={onCancel}
      unguarded
      onSubmit={async (values) => {
        const run = await start.mutateAsync(values);
        router.push(`/billing/runs/${run.id}`);
      }}
    >
      <p className="text-muted">{t("newText")}</p>
      <DateField form={form} name="billThrough" label={t("through")} hint={t("throughHint")} />
    </Form>
  );
}
