"use client";

import { CreditCard } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { portalApi } from "@/app/_trpc/portal-api";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { CardDto, CardsDto } from "@/server/modules/payments/cards/schema";
import { AutopayOff } from "./autopay-off";
import { AutopayOn } from "./autopay-on";
import { type CardCalls, cardName, monthOf } from "./card-words";

/** Kept cards and automatic payment; a card is kept while paying. */
export function OwnCards({ initial, payHref }: { initial: CardsDto; payHref: string }) {
  const t = useTranslations("portal.cards");
  const [shown, setShown] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const run = async (call: () => Promise<CardsDto>) => {
    setBusy(true);
    setError(undefined);
    try {
      setShown(await call());
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const calls: CardCalls = { busy, run: (call) => void run(call) };
  const active = shown.cards.filter(({ status }) => status === "active");
  const pay = (
    <Button asChild variant="primary">
      <a href={payHref}>{t("pay")}</a>
    </Button>
  );
  return (
    <div className="space-y-5" aria-live="polite">
      {error !== undefined && <ErrorNotice error={error} />}
      <Card>
        {shown.cards.length === 0 ? (
          <EmptyState icon={CreditCard} title={t("none")} action={pay}>
            {t(shown.offered ? "noneText" : "notOffered")}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-(--border)">
            {shown.cards.map((card) => (
              <OwnCard key={card.id} card={card} calls={calls} />
            ))}
          </ul>
        )}
      </Card>
      {shown.autopay ? (
        <AutopayOn autopay={shown.autopay} cards={shown.cards} calls={calls} />
      ) : (
        shown.offered && active.length > 0 && <AutopayOff shown={shown} calls={calls} />
      )}
    </div>
  );
}

const TONES = { active: "ok", expired: "warn", refused: "bad", removed: "neutral" } as const;

function OwnCard({ card, calls: { busy, run } }: { card: CardDto; calls: CardCalls }) {
  const t = useTranslations("portal.cards");
  const [asked, setAsked] = useState(false);
  const { id: methodId, status, live } = card;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4">
      <div className="min-w-0 flex-1">
        <p className="font-medium tabular-nums">{cardName(card)}</p>
        <p className="text-muted">
          {card.expiresOn && t("expires", { month: monthOf(card.expiresOn) })}
          {!live && ` · ${t("practice")}`}
        </p>
      </div>
      <Badge tone={TONES[status]}>{t(`status.${status}`)}</Badge>
      {asked ? (
        <span className="flex w-full flex-wrap items-center gap-2">
          <span className="flex-1">{t("sure")}</span>
          <Button disabled={busy} onClick={() => setAsked(false)}>
            {t("keep")}
          </Button>
          <Button
            variant="danger"
            disabled={busy}
            onClick={() => run(() => portalApi.removeCard.mutate({ methodId }))}
          >
            {t("remove")}
          </Button>
        </span>
      ) : (
        <Button aria-label={t("removeOf", { card: cardName(card) })} onClick={() => setAsked(true)}>
          {t("remove")}
        </Button>
      )}
    </li>
  );
}
