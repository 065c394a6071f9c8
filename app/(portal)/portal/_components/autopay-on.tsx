"use client";

import { useLocale, useTranslations } from "next-intl";
import { portalApi } from "@/app/_trpc/portal-api";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { AutopayDto, CardDto, PlannedCharge } from "@/server/modules/payments/cards/schema";
import { type CardCalls, cardName } from "./card-words";
import { portalWords } from "./portal-format";

type AutopayOnProps = { autopay: AutopayDto; cards: readonly CardDto[]; calls: CardCalls };

/** Automatic payment is on: by which card, what it charges next, and the way to switch it off. */
export function AutopayOn({ autopay, cards, calls: { busy, run } }: AutopayOnProps) {
  const t = useTranslations("portal.cards");
  const card = cards.find(({ id }) => id === autopay.methodId);
  return (
    <Card className="space-y-4 p-5" aria-labelledby="autopay">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="autopay" className="text-base font-semibold">
          {t("autopay")}
        </h2>
        <Badge tone="ok">{t("on")}</Badge>
      </div>
      {card && <p>{t("onBy", { card: cardName(card) })}</p>}
      {autopay.planned.length === 0 ? (
        <p className="text-muted">{t("nothingPlanned")}</p>
      ) : (
        <ul className="divide-y divide-(--border)">
          {autopay.planned.map((one) => (
            <Planned key={one.invoiceId} charge={one} />
          ))}
        </ul>
      )}
      <Button disabled={busy} onClick={() => run(() => portalApi.turnOffAutopay.mutate())}>
        {t("turnOff")}
      </Button>
    </Card>
  );
}

function Planned({ charge }: { charge: PlannedCharge }) {
  const t = useTranslations("portal.cards");
  const format = portalWords(useLocale());
  const { number, currency, openMinor, onDay, why } = charge;
  return (
    <li className="flex flex-wrap justify-between gap-x-4 py-2">
      <span>
        <span className="font-medium">{number}</span>
        <span className="block text-muted">
          {why ? t(`why.${why}`) : onDay && t("chargedOn", { day: format.day(onDay) })}
        </span>
      </span>
      <span className="tabular-nums">{format.money(openMinor, currency)}</span>
    </li>
  );
}
