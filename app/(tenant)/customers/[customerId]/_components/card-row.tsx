"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import type { CardDto, StaffCardsDto } from "@/server/modules/payments/cards/schema";
import { PanelRow } from "./panel";

type CardRowProps = { card: CardDto; found: StaffCardsDto; customerId: string };
const TONES = { active: "ok", expired: "warn", refused: "bad", removed: "neutral" } as const;

/** One kept card: until when it is good, whether it pays by itself, and what staff can do about it. */
export function CardRow({ card, found, customerId }: CardRowProps) {
  const t = useTranslations("customer.cards");
  const may = useMay();
  const [asked, setAsked] = useState<"on" | "off" | "remove">();
  const pays = found.autopay?.methodId === card.id;
  const name = `${card.brand || card.provider} ${card.last4 ? `···${card.last4}` : ""}`.trim();
  return (
    <PanelRow
      actions={
        may("autopay.manage") && (
          <>
            {card.status === "active" && (pays || found.offered) && (
              <Button size="sm" onClick={() => setAsked(pays ? "off" : "on")}>
                {t(pays ? "turnOff" : "turnOn")}
              </Button>
            )}
            <Button size="sm" onClick={() => setAsked("remove")}>
              {t("remove")}
            </Button>
          </>
        )
      }
    >
      <p className="font-medium capitalize">{name}</p>
      <p className="text-muted">
        {card.expiresOn &&
          t("expires", { month: card.expiresOn.split("-").toReversed().join("/") })}
      </p>
      <span className="flex flex-wrap gap-1">
        <Badge tone={TONES[card.status]}>{t(`status.${card.status}`)}</Badge>
        {pays && <Badge tone="info">{t("autopay")}</Badge>}
      </span>
      <Asked asked={asked} onDone={() => setAsked(undefined)} {...{ card, found, customerId }} />
    </PanelRow>
  );
}

type AskedProps = CardRowProps & { asked: "on" | "off" | "remove" | undefined; onDone: () => void };

/** What staff do for a customer is asked about first; what they switch on, with how the customer agreed. */
function Asked({ asked, onDone, card, found, customerId }: AskedProps) {
  const t = useTranslations("customer.cards");
  const api = useTRPC();
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries(api.payments.listCards.pathFilter());
  const on = useMutation(api.payments.turnOnAutopay.mutationOptions({ onSuccess }));
  const off = useMutation(api.payments.turnOffAutopay.mutationOptions({ onSuccess }));
  const remove = useMutation(api.payments.removeCard.mutationOptions({ onSuccess }));
  if (!asked) return null;
  const methodId = card.id;
  const calls = {
    on: (note: string) =>
      on.mutateAsync({
        ...{ customerId, methodId, note, limitMinor: null },
        version: found.words.version,
      }),
    off: () => off.mutateAsync({ customerId }),
    remove: () => remove.mutateAsync({ methodId }),
  };
  return (
    <ConfirmAction
      open
      onOpenChange={onDone}
      title={t(`ask.${asked}.title`)}
      confirmLabel={t(`ask.${asked}.confirm`)}
      variant={asked === "on" ? "primary" : "danger"}
      askReason={asked === "on"}
      onConfirm={(reason) => calls[asked](reason)}
    >
      {t(`ask.${asked}.text`)}
      {asked === "on" && <span className="mt-2 block text-muted">«{found.words.text}»</span>}
    </ConfirmAction>
  );
}
