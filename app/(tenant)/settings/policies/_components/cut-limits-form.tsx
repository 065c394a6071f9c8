"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Card } from "@/app/_ui/primitives/card";
import { Notice } from "@/app/_ui/primitives/notice";
import { useMay } from "@/app/_ui/shell/person";
import { type CutCap, cutCapOf } from "@/server/modules/subscriptions/rules/cut-cap";
import { subscriptionSettings } from "@/server/modules/subscriptions/settings/schema";

const { cutsAtOnce, cutSharePercent } = subscriptionSettings.shape;
/** What people type: digits, within what the settings take. */
const whole = (error: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, error)
    .transform(Number);
const fields = z.object({
  cutsAtOnce: whole("cuts_at_once_range").pipe(cutsAtOnce.unwrap()),
  cutSharePercent: whole("cut_share_range").pipe(cutSharePercent.unwrap()),
});

type CutLimitsFormProps = {
  /** All of module `subscriptions`: what is not shown here stays as it is. */
  data: Record<string, unknown>;
  onSave: (data: Record<string, unknown>) => Promise<void>;
};

/** How many a router may cut within an hour before a person is asked, and what that means for each router. */
export function CutLimitsForm({ data, onSave }: CutLimitsFormProps) {
  const t = useTranslations("policies.cuts");
  const now = subscriptionSettings.parse(data);
  const form = useAppForm<z.input<typeof fields>, z.output<typeof fields>>({
    schema: fields,
    defaultValues: {
      cutsAtOnce: String(now.cutsAtOnce),
      cutSharePercent: String(now.cutSharePercent),
    },
  });
  const typed = fields.safeParse(form.watch());
  return (
    <Card id="cuts" className="scroll-mt-20 p-5">
      <h2 className="text-base font-semibold">{t("title")}</h2>
      <p className="mt-1 mb-4 text-muted">{t("text")}</p>
      <Form form={form} submitLabel={t("save")} onSubmit={(next) => onSave({ ...data, ...next })}>
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <TextField
            form={form}
            name="cutsAtOnce"
            inputMode="numeric"
            maxLength={6}
            label={t("atOnce")}
            hint={t("atOnceHint")}
          />
          <TextField
            form={form}
            name="cutSharePercent"
            inputMode="numeric"
            maxLength={3}
            label={t("share")}
            hint={t("shareHint")}
          />
        </div>
        {typed.success && <Meaning cap={typed.data} />}
      </Form>
    </Card>
  );
}

/** What the numbers come to on each router, while they are typed. */
function Meaning({ cap }: { cap: CutCap }) {
  const t = useTranslations("policies.cuts");
  const may = useMay()("router.read");
  const routers = useQuery({
    ...useTRPC().network.listRouters.queryOptions(),
    enabled: may,
  });
  const list = (routers.data ?? []).slice(0, 10);
  return (
    <>
      {cap.cutSharePercent >= 100 && <Notice tone="warn">{t("off")}</Notice>}
      {cap.cutSharePercent < 100 && list.length > 0 && (
        <div className="text-[0.8125rem] text-muted" role="status">
          <p className="font-medium">{t("now")}</p>
          <ul>
            {list.map(({ id, name, services }) => (
              <li key={id} className="tabular-nums">
                {t("cap", { router: name, cap: cutCapOf(services, cap), services })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
