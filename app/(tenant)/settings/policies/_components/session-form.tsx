"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { Form } from "@/app/_ui/patterns/form/form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Card } from "@/app/_ui/primitives/card";

type SessionFormProps = {
  /** All of module `auth`: what is not shown here stays as it is. */
  data: Record<string, unknown>;
  onSave: (data: Record<string, unknown>) => Promise<void>;
};

const IDLE_MINUTES = [15, 30, 60, 120, 480, 1440] as const;
const ABSOLUTE_HOURS = [8, 12, 24, 72, 168, 720] as const;

const fields = z.object({
  sessionIdleMinutes: z.coerce.number<string>(),
  sessionAbsoluteHours: z.coerce.number<string>(),
});

/** After how long somebody has to sign in again. */
export function SessionForm({ data, onSave }: SessionFormProps) {
  const t = useTranslations("policies");
  const idle = Number(data.sessionIdleMinutes);
  const absolute = Number(data.sessionAbsoluteHours);
  const form = useAppForm<z.input<typeof fields>, z.output<typeof fields>>({
    schema: fields,
    defaultValues: { sessionIdleMinutes: String(idle), sessionAbsoluteHours: String(absolute) },
  });
  const minutes = [...new Set([...IDLE_MINUTES, idle])].toSorted((a, b) => a - b);
  const hours = [...new Set([...ABSOLUTE_HOURS, absolute])].toSorted((a, b) => a - b);
  return (
    <Card className="p-5">
      <h2 className="text-base font-semibold">{t("sessions")}</h2>
      <p className="mt-1 mb-4 text-muted">{t("sessionsText")}</p>
      <Form
        form={form}
        submitLabel={t("saveSessions")}
        onSubmit={(next) => onSave({ ...data, ...next })}
      >
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <SelectField
            form={form}
            name="sessionIdleMinutes"
            label={t("idle")}
            hint={t("idleHint")}
            options={minutes.map((value) => ({
              value: String(value),
              label:
                value < 60 || value % 60 > 0
                  ? t("minutes", { count: value })
                  : t("hours", { count: value / 60 }),
            }))}
          />
          <SelectField
            form={form}
            name="sessionAbsoluteHours"
            label={t("absolute")}
            hint={t("absoluteHint")}
            options={hours.map((value) => ({
              value: String(value),
              label:
                value < 48 || value % 24 > 0
                  ? t("hours", { count: value })
                  : t("days", { count: value / 24 }),
            }))}
          />
        </div>
      </Form>
    </Card>
  );
}
