"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { parseMoney } from "@/app/_ui/money/parse-money";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Input } from "@/app/_ui/primitives/input";
import type { ShiftDetailDto } from "@/server/modules/payments/cash/schema";
import { useRefreshMoney } from "../../_components/use-refresh-money";

type CloseDialogProps = { shift: ShiftDetailDto; currency: string; onClose: () => void };

/** What really lies in the till, currency by currency. */
export function CloseDialog({ shift, currency, onClose }: CloseDialogProps) {
  const t = useTranslations("cash");
  const router = useRouter();
  const onSuccess = useRefreshMoney();
  const close = useMutation(useTRPC().payments.closeShift.mutationOptions({ onSuccess }));
  const [unread, setUnread] = useState<string[]>([]);
  const currencies = [...new Set([currency, ...shift.sums.map((sum) => sum.currency)])];
  const submit = async (form: FormData) => {
    const counts = currencies.map((code) => ({
      currency: code,
      countedMinor: parseMoney(String(form.get(`count-${code}`) ?? ""), code),
    }));
    const wrong = counts.filter(({ countedMinor }) => countedMinor === null || countedMinor < 0);
    setUnread(wrong.map((count) => count.currency));
    if (wrong.length > 0) return;
    await close.mutateAsync({
      shiftId: shift.id,
      counts: counts.map((count) => ({ ...count, countedMinor: count.countedMinor ?? 0 })),
      note: String(form.get("note") ?? ""),
    });
    onClose();
    router.push(`/payments/cash/${shift.id}`);
  };
  return (
    <Dialog open onOpenChange={onClose} title={t("closeTitle")}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          // The notice shows what went wrong.
          submit(new FormData(event.currentTarget)).catch(() => undefined);
        }}
      >
        <p className="text-muted">{t("closeText")}</p>
        {currencies.map((code) => (
          <FormField
            key={code}
            label={t("countOf", { currency: code })}
            error={unread.includes(code) ? t("amount") : undefined}
          >
            {(control) => (
              <Input
                {...control}
                name={`count-${code}`}
                inputMode="decimal"
                autoComplete="off"
                required
                className="text-right tabular-nums sm:w-52"
              />
            )}
          </FormField>
        ))}
        <FormField label={t("note")} optional>
          {(control) => <Input {...control} name="note" maxLength={300} />}
        </FormField>
        {close.error && <ErrorNotice error={close.error} />}
        <div className="flex justify-end">
          <Button type="submit" variant="primary" disabled={close.isPending}>
            {t("close")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
