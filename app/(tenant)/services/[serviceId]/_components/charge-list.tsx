"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { Money } from "@/app/_ui/patterns/money";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import { toMinor } from "@/server/kernel/money";
import type { ServiceDto, ServiceHistory } from "@/server/modules/subscriptions/schema";
import { AddCharge } from "./add-charge";

type Charge = ServiceHistory["charges"][number];
const KINDS = [
  "charge",
  "discount",
  "setup",
  "planChange",
  "lateFee",
  "reconnectionFee",
  "earlyTermination",
  "usage",
] as const;

const isFee = ({ kind }: Charge) => kind === "lateFee" || kind === "reconnectionFee";

/** What stands beside the plan, what is to be billed first. */
export function ChargeList({ service, charges }: { service: ServiceDto; charges: Charge[] }) {
  const t = useTranslations("services");
  const api = useTRPC();
  const cache = useQueryClient();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const [asked, setAsked] = useState<Charge>();
  const onSuccess = () => cache.invalidateQueries(api.services.pathFilter());
  const cancel = useMutation(api.services.cancelCharge.mutationOptions({ onSuccess }));
  const waive = useMutation(api.billing.waiveFee.mutationOptions({ onSuccess }));
  const chargeId = asked?.id ?? "";
  const mayCharge = may("invoice.manage");
  const ended = service.state === "terminated" || service.state === "cancelled";
  return (
    <div className="space-y-3">
      {mayCharge && !ended && (
        <Button size="sm" onClick={() => setAdding(true)}>
          <Plus aria-hidden />
          {t("addCharge")}
        </Button>
      )}
      {charges.length === 0 && <p className="text-muted">{t("noCharges")}</p>}
      <ul className="divide-y divide-(--border)">
        {charges.map((charge) => (
          <ChargeRow
            key={charge.id}
            charge={charge}
            {...(mayCharge && { onCancel: () => setAsked(charge) })}
          />
        ))}
      </ul>
      {adding && <AddCharge service={service} onClose={() => setAdding(false)} />}
      <ConfirmAction
        open={asked !== undefined && !isFee(asked)}
        onOpenChange={() => setAsked(undefined)}
        title={t("cancelCharge")}
        confirmLabel={t("cancelCharge")}
        onConfirm={() => cancel.mutateAsync({ chargeId })}
      >
        {t("cancelChargeText")}
      </ConfirmAction>
      <ConfirmAction
        open={asked !== undefined && isFee(asked)}
        onOpenChange={() => setAsked(undefined)}
        title={t("waiveFee")}
        confirmLabel={t("waiveFee")}
        askReason
        onConfirm={(reason) => waive.mutateAsync({ chargeId, reason })}
      >
        {t("waiveFeeText")}
      </ConfirmAction>
    </div>
  );
}

function ChargeRow({ charge, onCancel }: { charge: Charge; onCancel?: () => void }) {
  const t = useTranslations("services");
  const format = useFormatter();
  const kind = KINDS.find((one) => one === charge.kind) ?? "charge";
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5">
      <div className="min-w-0 flex-1 basis-48">
        <p className="break-words">
          <span className="font-medium">{t(`chargeKinds.${kind}`)}</span> · {charge.description}
        </p>
        <p className="text-[0.8125rem] text-muted">
          {t(`chargeStatus.${charge.status}`)} · {charge.recurring ? t("recurring") : t("once")}
          {charge.cyclesLeft !== null && ` · ${t("cyclesLeft", { count: charge.cyclesLeft })}`}
        </p>
      </div>
      {charge.basis === "percent" ? (
        <span className="tabular-nums">
          {format.number(Number(charge.amount) / 100, {
            style: "percent",
            maximumFractionDigits: 2,
          })}
        </span>
      ) : (
        <Money minor={toMinor(charge.amount, charge.currency)} currency={charge.currency} />
      )}
      {charge.status === "open" && onCancel && (
        <Button size="sm" variant="quiet" onClick={onCancel}>
          {t(isFee(charge) ? "waiveFee" : "cancelCharge")}
        </Button>
      )}
    </li>
  );
}
