"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { portalApi } from "@/app/_trpc/portal-api";
import { useCall } from "@/app/_trpc/use-call";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";
import type { PlanOfferDto } from "@/server/modules/subscriptions/own/schema";
import type { PlanChangePreview } from "@/server/modules/subscriptions/schema";
import { portalWords } from "./portal-format";

type PlanChoiceProps = { serviceId: string; mode: "request" | "immediate" };

/** Another plan: what is offered, what it comes to and from when on, and only then the change or the wish for it. */
export function PlanChoice({ serviceId, mode }: PlanChoiceProps) {
  const t = useTranslations("portal.selfService");
  const router = useRouter();
  const [offers, setOffers] = useState<PlanOfferDto[]>();
  const [chosen, setChosen] = useState<{ offer: PlanOfferDto; preview: PlanChangePreview }>();
  const { busy, error, run } = useCall();
  const open = () => run(async () => setOffers(await portalApi.planOffers.query({ serviceId })));
  const choose = (offer: PlanOfferDto) =>
    run(async () => {
      const { itemId } = offer;
      setChosen({ offer, preview: await portalApi.previewPlan.query({ serviceId, itemId }) });
    });
  const change = ({ itemId }: PlanOfferDto) =>
    run(async () => {
      await portalApi.changePlan.mutate({ serviceId, itemId });
      setChosen(undefined);
      setOffers(undefined);
      router.refresh();
    });
  return (
    <div className="space-y-3" aria-live="polite">
      {!offers && (
        <Button disabled={busy} onClick={() => void open()}>
          {t("changePlan")}
        </Button>
      )}
      {offers?.length === 0 && <p className="text-muted">{t("noOffers")}</p>}
      {offers && !chosen && offers.length > 0 && (
        <Offers offers={offers} busy={busy} onChoose={(offer) => void choose(offer)} />
      )}
      {chosen && (
        <Chosen
          {...{ ...chosen, mode, busy }}
          onChange={() => void change(chosen.offer)}
          onBack={() => setChosen(undefined)}
        />
      )}
      {error !== null && <ErrorNotice error={error} />}
    </div>
  );
}

type OffersProps = {
  offers: readonly PlanOfferDto[];
  busy: boolean;
  onChoose: (offer: PlanOfferDto) => void;
};

function Offers({ offers, busy, onChoose }: OffersProps) {
  const t = useTranslations("portal.selfService");
  const format = portalWords(useLocale());
  const speed = ({ downKbps, upKbps }: PlanOfferDto) =>
    downKbps && upKbps ? `${downKbps / 1000}/${upKbps / 1000} Mbps` : "";
  return (
    <ul className="divide-y divide-(--border) rounded-control border border-subtle">
      {offers.map((offer) => (
        <li key={offer.itemId} className="flex flex-wrap items-center gap-3 p-3">
          <span className="min-w-0 flex-1">
            <span className="block font-medium break-words">{offer.name}</span>
            <span className="block text-muted tabular-nums">
              {[speed(offer), format.money(offer.priceMinor, offer.currency)]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </span>
          <Button
            size="sm"
            disabled={busy}
            aria-label={`${t("choose")}: ${offer.name}`}
            onClick={() => onChoose(offer)}
          >
            {t("choose")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

type ChosenProps = {
  preview: PlanChangePreview;
  mode: PlanChoiceProps["mode"];
  busy: boolean;
  onChange: () => void;
  onBack: () => void;
};

function Chosen({ preview, mode, busy, onChange, onBack }: ChosenProps) {
  const t = useTranslations("portal.selfService");
  const format = portalWords(useLocale());
  const { currency, toItem, fromPriceMinor, toPriceMinor, totalMinor, onDay, when } = preview;
  return (
    <Notice tone="info">
      <p className="font-medium">{toItem}</p>
      <p>
        {t("prices", {
          from: format.money(fromPriceMinor, currency),
          to: format.money(toPriceMinor, currency),
        })}
      </p>
      <p>{t(when === "now" ? "fromNow" : "fromPeriod", { day: format.day(onDay) })}</p>
      {totalMinor !== 0 && (
        <p>
          {t(totalMinor > 0 ? "extra" : "back", {
            amount: format.money(Math.abs(totalMinor), currency),
          })}
        </p>
      )}
      {mode === "request" && <p>{t("requestText")}</p>}
      <div className="mt-3 flex flex-wrap gap-2">
        <Button variant="primary" disabled={busy} onClick={onChange}>
          {t(mode === "request" ? "askFor" : "confirm")}
        </Button>
        <Button disabled={busy} onClick={onBack}>
          {t("other")}
        </Button>
      </div>
    </Notice>
  );
}
