"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { DateField } from "@/app/_ui/patterns/form/date-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { MoneyField } from "@/app/_ui/patterns/form/money-field";
import { TextareaField } from "@/app/_ui/patterns/form/textarea-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { useMoneyText } from "@/app/_ui/patterns/money";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Notice } from "@/app/_ui/primitives/notice";
import { promiseForm, type PromiseTermsDto } from "@/server/modules/billing/dunning/promise-schema";

type PromiseDialogProps = {
  customerId: string;
  customerName: string;
  taskId?: string;
  onClose: () => void;
};

/** Some days for whoever promises to pay: what the ladder allows is said before anything is asked. */
export function PromiseDialog(props: PromiseDialogProps) {
  const { customerId, customerName, onClose } = props;
  const t = useTranslations("collections.promises");
  const api = useTRPC();
  const terms = useQuery(api.collections.promiseTerms.queryOptions({ customerId }));
  return (
    <Dialog open onOpenChange={onClose} title={t("grantTitle", { name: customerName })}>
      <QueryView query={terms}>{(known) => <Fields {...props} terms={known} />}</QueryView>
    </Dialog>
  );
}

function Fields({
  customerId,
  customerName,
  taskId,
  onClose,
  terms,
}: PromiseDialogProps & { terms: PromiseTermsDto }) {
  const t = useTranslations("collections.promises");
  const why = useWhy(terms);
  const money = useMoneyText(terms.currency);
  const api = useTRPC();
  const cache = useQueryClient();
  const grant = useMutation(
    api.collections.grantPromise.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.collections.pathFilter()),
    }),
  );
  const form = useAppForm({
    schema: promiseForm,
    defaultValues: { dueOn: terms.lastDay, amountMinor: null, note: "" },
  });
  if (why) return <Notice tone="warn">{why}</Notice>;
  return (
    <>
      <p className="font-medium">{t("owes", { amount: money(terms.debtMinor) })}</p>
      <p className="mb-4 text-muted">
        {t("limits", { days: terms.maxDays, used: terms.usedInYear, max: terms.maxPerYear })}
      </p>
      <Form
        form={form}
        unguarded
        submitLabel={t("grant")}
        onCancel={onClose}
        onSubmit={async ({ amountMinor, ...values }) => {
          await grant.mutateAsync({
            ...values,
            customerId,
            ...(taskId && { taskId }),
            ...(amountMinor !== null && { amountMinor }),
          });
          showToast(t("granted", { name: customerName }));
          onClose();
        }}
      >
        <DateField
          form={form}
          name="dueOn"
          label={t("dueOn")}
          min={terms.today}
          max={terms.lastDay}
        />
        <MoneyField
          form={form}
          name="amountMinor"
          label={t("amount")}
          hint={t("amountHint")}
          currency={terms.currency}
          optional
        />
        <TextareaField form={form} name="note" label={t("note")} maxLength={500} optional />
      </Form>
    </>
  );
}

/** Why nothing can be promised, in words. */
function useWhy(terms: PromiseTermsDto): string | undefined {
  const t = useTranslations("errors");
  const money = useMoneyText(terms.currency);
  if (!terms.refusal) return undefined;
  return t(terms.refusal as "promise_nothing_owed", {
    days: terms.maxDays,
    count: terms.maxPerYear,
    amount: money(terms.downPaymentMinor),
  });
}
