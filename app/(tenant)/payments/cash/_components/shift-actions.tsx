"use client";

import { useMutation } from "@tanstack/react-query";
import { Calculator, CircleCheck, Printer, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import type { ShiftDetailDto } from "@/server/modules/payments/cash/schema";
import { useRefreshMoney } from "../../_components/use-refresh-money";
import { CloseDialog } from "./close-dialog";

/** Paper, the supervisor's word, and the second count. */
export function ShiftActions({ shift }: { shift: ShiftDetailDto }) {
  const t = useTranslations("cash");
  const api = useTRPC();
  const may = useMay();
  const onSuccess = useRefreshMoney();
  const [asked, setAsked] = useState<"approve" | "return" | "count">();
  const approve = useMutation(api.payments.approveShift.mutationOptions({ onSuccess }));
  const giveBack = useMutation(api.payments.returnShift.mutationOptions({ onSuccess }));
  const { id: shiftId, person, status } = shift;
  const close = () => setAsked(undefined);
  const mayDecide = may("cash.supervise") && status === "closed";
  return (
    <>
      <Button onClick={() => window.print()}>
        <Printer aria-hidden />
        {t("print")}
      </Button>
      {shift.own && (status === "open" || status === "returned") && (
        <Button variant="primary" onClick={() => setAsked("count")}>
          <Calculator aria-hidden />
          {t(status === "open" ? "close" : "recount")}
        </Button>
      )}
      {mayDecide && (
        <>
          <Button onClick={() => setAsked("return")}>
            <RotateCcw aria-hidden />
            {t("returnShift")}
          </Button>
          <Button variant="primary" onClick={() => setAsked("approve")}>
            <CircleCheck aria-hidden />
            {t("approve")}
          </Button>
        </>
      )}
      <ConfirmAction
        open={asked === "approve"}
        onOpenChange={close}
        title={t("approveTitle", { person })}
        confirmLabel={t("approve")}
        variant="primary"
        onConfirm={() => approve.mutateAsync({ shiftId })}
      >
        {t("approveText")}
      </ConfirmAction>
      <ConfirmAction
        open={asked === "return"}
        onOpenChange={close}
        title={t("returnTitle", { person })}
        confirmLabel={t("returnShift")}
        askReason
        onConfirm={(reason) => giveBack.mutateAsync({ shiftId, reason })}
      >
        {t("returnText")}
      </ConfirmAction>
      {asked === "count" && (
        <CloseDialog shift={shift} currency={shift.sums[0]?.currency ?? ""} onClose={close} />
      )}
    </>
  );
}
