"use client";

import { ArrowDownToLine, ArrowUpFromLine, Banknote, Calculator } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";
import type { CashDeskDto, ShiftDetailDto } from "@/server/modules/payments/cash/schema";
import { CloseDialog } from "./close-dialog";
import { MoveDialog } from "./move-dialog";
import { ShiftMovements } from "./shift-movements";
import { ShiftSums } from "./shift-sums";

type OwnShiftProps = { shift: ShiftDetailDto; desk: CashDeskDto };

/** The open shift in the hand: what should be there, and the four things that are done with it. */
export function OwnShift({ shift, desk }: OwnShiftProps) {
  const t = useTranslations("cash");
  const may = useMay();
  const [asked, setAsked] = useState<"withdrawal" | "addition" | "close">();
  const close = () => setAsked(undefined);
  return (
    <div className="grid gap-5 lg:grid-cols-2 lg:items-start">
      <Card className="space-y-4 p-5" aria-label={t("shiftOf", { person: shift.person })}>
        <p className="text-muted">
          {shift.register || t("ownBag")}
          {" · "}
          <When at={shift.openedAt} short />
        </p>
        <ShiftSums shift={shift} />
        <div className="grid grid-cols-2 gap-2">
          {may("payment.record") && (
            <Button asChild variant="primary" className="col-span-2">
              <Link href="/payments/new">
                <Banknote aria-hidden />
                {t("takePayment")}
              </Link>
            </Button>
          )}
          <Button onClick={() => setAsked("withdrawal")}>
            <ArrowUpFromLine aria-hidden />
            {t("withdraw")}
          </Button>
          <Button onClick={() => setAsked("addition")}>
            <ArrowDownToLine aria-hidden />
            {t("add")}
          </Button>
          <Button className="col-span-2" onClick={() => setAsked("close")}>
            <Calculator aria-hidden />
            {t("close")}
          </Button>
        </div>
      </Card>
      <ShiftMovements shift={shift} />
      {(asked === "withdrawal" || asked === "addition") && (
        <MoveDialog kind={asked} currency={desk.currency} onClose={close} />
      )}
      {asked === "close" && <CloseDialog shift={shift} currency={desk.currency} onClose={close} />}
    </div>
  );
}
