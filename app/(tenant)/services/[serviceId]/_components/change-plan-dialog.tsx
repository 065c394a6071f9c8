"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ComboboxField } from "@/app/_ui/patterns/form/combobox-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { RadioCardsField } from "@/app/_ui/patterns/form/radio-cards-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Money, useMoneyText } from "@/app/_ui/patterns/money";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { changePlanForm, type ChangePlanForm } from "@/server/modules/subscriptions/forms-schema";
import type { PlanChangePreview, ServiceDto } from "@/server/modules/subscriptions/schema";
import type { z } from "zod";
import { usePlanChoices } from "../../_components/use-service-filters";
import { useDayText } from "../../_components/use-service-columns";

type Props = { service: ServiceDto; onClose: () => void };

/** Another plan, with what it will cost said before it is done. */
export function ChangePlanDialog({ service, onClose }: Props) {
  const t = useTranslations("services");
  const api = useTRPC();
  const cache = useQueryClient();
  const plans = usePlanChoices(service).filter(({ value }) => value !== service.itemId);
  const change = useMutation(
    api.services.changePlan.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.services.pathFilter()),
    }),
  );
  const form = useAppForm<z.input<typeof changePlanForm>, ChangePlanForm>({
    schema: changePlanForm,
    defaultValues: { itemId: "", when: "default", ownPrice: "" },
  });
  const wish = changePlanForm.safeParse(form.watch());
  return (
    <Dialog open onOpenChange={onClose} title={t("changePlanTitle")}>
      <Form
        form={form}
        unguarded
        submitLabel={t("changePlan")}
        onCancel={onClose}
        onSubmit={async (values) => {
          await change.mutateAsync({ serviceId: service.id, ...values });
          onClose();
        }}
      >
        <ComboboxField form={form} name="itemId" label={t("newPlan")} options={plans} />
        <RadioCardsField
          form={form}
          name="when"
          label={t("when")}
          options={[
            { value: "default", label: t("whenDefault"), hint: t("whenDefaultHint") },
            { value: "now", label: t("whenNow"), hint: t("whenNowHint") },
            { value: "periodEnd", label: t("whenPeriodEnd"), hint: t("whenPeriodEndHint") },
          ]}
        />
        <TextField
          form={form}
          name="ownPrice"
          label={t("ownPrice")}
          hint={t("ownPriceHint")}
          inputMode="decimal"
          optional
        />
        {wish.success && <Cost serviceId={service.id} wish={wish.data} />}
      </Form>
    </Dialog>
  );
}

function Cost({ serviceId, wish }: { serviceId: string; wish: ChangePlanForm }) {
  const t = useTranslations("services");
  const api = useTRPC();
  const preview = useQuery({
    ...api.services.previewPlanChange.queryOptions({ serviceId, ...wish }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <section aria-label={t("cost")} aria-live="polite" className="rounded-card bg-raised p-3">
      <h3 className="mb-2 font-medium">{t("cost")}</h3>
      <QueryView query={preview}>{(found) => <Explained preview={found} />}</QueryView>
    </section>
  );
}

function Explained({ preview }: { preview: PlanChangePreview }) {
  const t = useTranslations("services");
  const day = useDayText();
  const { currency, parts, when } = preview;
  const text = useMoneyText(currency);
  const words = { day: day(preview.onDay) };
  return (
    <div className="space-y-2">
      <p>{when === "now" ? t("costNow", words) : t("costLater", words)}</p>
      <p className="text-muted">
        {t("pricePerPeriod", {
          from: text(preview.fromPriceMinor),
          to: text(preview.toPriceMinor),
        })}
      </p>
      {when === "now" && parts.length === 0 && <p className="text-muted">{t("costNothing")}</p>}
      {parts.length > 0 && (
        <dl className="space-y-1">
          {parts.map((part) => (
            <Line key={`${part.kind}${part.from}`} minor={part.amountMinor} currency={currency}>
              {t(part.kind === "credit" ? "credit" : "chargePart", {
                item: part.itemName,
                days: part.days,
                ofDays: part.ofDays,
              })}
            </Line>
          ))}
          <div className="border-t border-subtle pt-1 font-medium">
            <Line minor={preview.totalMinor} currency={currency}>
              {t("total")}
            </Line>
          </div>
        </dl>
      )}
    </div>
  );
}

function Line({
  minor,
  currency,
  children,
}: {
  minor: number;
  currency: string;
  children: React.ReactNode;
}) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="min-w-0">{children}</dt>
      <dd>
        <Money minor={minor} currency={currency} />
      </dd>
    </div>
  );
}
