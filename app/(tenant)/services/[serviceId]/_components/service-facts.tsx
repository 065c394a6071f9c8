"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Fact, Facts } from "@/app/_ui/patterns/record/facts";
import { InlineEdit } from "@/app/_ui/patterns/record/inline-edit";
import { useMay } from "@/app/_ui/shell/person";
import type { ServiceDto } from "@/server/modules/subscriptions/schema";
import { ServiceAddress } from "./service-address";
import { PriceText, useDayText } from "../../_components/use-service-columns";

/** What was agreed: plan, price, rhythm, and what is billed next. */
export function ServiceFacts({ service }: { service: ServiceDto }) {
  const t = useTranslations("services");
  const api = useTRPC();
  const cache = useQueryClient();
  const may = useMay();
  const day = useDayText();
  const update = useMutation(
    api.services.update.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.services.pathFilter()),
    }),
  );
  const inline = (field: "label" | "enforcementRef", label: string) => (
    <InlineEdit
      label={label}
      value={service[field]}
      maxLength={120}
      disabled={!may("service.manage")}
      onSave={(value) => update.mutateAsync({ serviceId: service.id, [field]: value })}
    />
  );
  const maybeDay = (value: string | null) => (value ? day(value) : null);
  return (
    <Facts title={t("facts")}>
      <Fact label={t("plan")}>
        {service.itemName} <span className="text-muted">{service.itemCode}</span>
      </Fact>
      <Fact label={t("price")}>
        {service.price === null ? t("noPrice") : <PriceText row={service} />}
        {service.isOwnPrice && <span className="text-muted"> · {t("ownPriceNote")}</span>}
        {Number(service.quantity) !== 1 && (
          <span className="text-muted"> · × {service.quantity}</span>
        )}
      </Fact>
      <Fact label={t("mode")}>
        {t(`modes.${service.billingMode}`)} · {t("interval", { months: service.intervalMonths })} ·{" "}
        {t("billDayValue", { day: String(service.anchorDay) })}
      </Fact>
      <Fact label={t("nextPeriod")}>{maybeDay(service.nextPeriodOn)}</Fact>
      <Fact label={t("nextBill")}>{maybeDay(service.nextBillOn)}</Fact>
      <Fact label={t("startedOn")}>{maybeDay(service.startedOn)}</Fact>
      {service.commitmentEndsOn && (
        <Fact label={t("commitment")}>{day(service.commitmentEndsOn)}</Fact>
      )}
      {service.pausedUntil && <Fact label={t("pausedUntil")}>{day(service.pausedUntil)}</Fact>}
      {service.endsOn && <Fact label={t("endsOn")}>{day(service.endsOn)}</Fact>}
      {service.terminationReason && (
        <Fact label={t("terminationReason")}>{service.terminationReason}</Fact>
      )}
      <Fact label={t("label")}>{inline("label", t("label"))}</Fact>
      <Fact label={t("address")}>
        <ServiceAddress service={service} />
      </Fact>
      <Fact label={t("reference")}>{inline("enforcementRef", t("reference"))}</Fact>
      <Fact label={t("unit")}>{service.unitName}</Fact>
    </Facts>
  );
}
