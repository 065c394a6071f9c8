"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { portalApi } from "@/app/_trpc/portal-api";
import { minorDigits } from "@/app/_ui/money/money-locale";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { Input } from "@/app/_ui/primitives/input";
import type { CardsDto } from "@/server/modules/payments/cards/schema";
import { type CardCalls, cardName } from "./card-words";

/** Automatic payment is off: which card it would charge, up to how much, and the words that are agreed to. */
export function AutopayOff({ shown, calls: { busy, run } }: { shown: CardsDto; calls: CardCalls }) {
  const t = useTranslations("portal.cards");
  const active = shown.cards.filter(({ status }) => status === "active");
  const [methodId, setMethodId] = useState(active[0]?.id ?? "");
  const [agreed, setAgreed] = useState(false);
  const [limit, setLimit] = useState("");
  const { words, currency } = shown;
  const limitMinor = limit.trim() === "" ? null : toMinor(limit, currency);
  const turnOn = (event: FormEvent) => {
    event.preventDefault();
    if (limitMinor === undefined) return;
    run(() => portalApi.turnOnAutopay.mutate({ methodId, version: words.version, limitMinor }));
  };
  return (
    <Card className="p-5" aria-labelledby="autopay">
      <form onSubmit={turnOn} className="space-y-4">
        <div>
          <h2 id="autopay" className="text-base font-semibold">
            {t("autopay")}
          </h2>
          <p className="mt-1 text-muted">{t("offText")}</p>
        </div>
        {active.length > 1 && (
          <fieldset>
            <legend className="font-medium">{t("which")}</legend>
            {active.map((card) => (
              <label key={card.id} className="flex min-h-10 items-center gap-3">
                <input
                  type="radio"
                  name="card"
                  checked={card.id === methodId}
                  onChange={() => setMethodId(card.id)}
                />
                {cardName(card)}
              </label>
            ))}
          </fieldset>
        )}
        <div className="space-y-1">
          <label htmlFor="limit" className="font-medium">
            {t("limit", { currency })}
          </label>
          <Input
            id="limit"
            inputMode="decimal"
            value={limit}
            aria-invalid={limitMinor === undefined}
            aria-describedby="limit-hint"
            onChange={({ target }) => setLimit(target.value)}
          />
          <p id="limit-hint" className={limitMinor === undefined ? "text-bad" : "text-muted"}>
            {t(limitMinor === undefined ? "limitUnread" : "limitHint")}
          </p>
        </div>
        <Checkbox
          checked={agreed}
          onChange={() => setAgreed(!agreed)}
          label={t("agree")}
          hint={words.text}
        />
        <Button type="submit" variant="primary" disabled={busy || !agreed}>
          {t("turnOn")}
        </Button>
      </form>
    </Card>
  );
}

/** What was written, in minor units; undefined: it is no amount. */
function toMinor(text: string, currency: string): number | undefined {
  const written = text.trim().replace(",", ".");
  if (!/^\d{1,9}(?:\.\d{1,3})?$/.test(written)) return undefined;
  const minor = Math.round(Number(written) * 10 ** minorDigits(currency));
  return minor > 0 ? minor : undefined;
}
