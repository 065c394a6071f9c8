"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { PayWayList } from "@/app/_ui/patterns/pay-way-list";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { Notice } from "@/app/_ui/primitives/notice";
import type { PayDesk as Desk } from "@/server/modules/portal/pay/schema";
import { waysFor } from "@/server/modules/tenants/rules/pay-ways";
import { AttemptNotice } from "./attempt-notice";
import { PayChoice } from "./pay-choice";
import { PayReceipts } from "./pay-receipts";
import { portalWords } from "./portal-format";
import { SentProofs, TransferHelp } from "./transfer-help";
import { payCalls, useDesk } from "./use-desk";

type PayDeskProps = {
  desk: Desk;
  /** Of the link; null: the customer is signed in. */
  token: string | null;
  /** The try with which the browser came back from the gateway, and whether it left before paying. */
  back: string | null;
  left: boolean;
  /** Where somebody who is signed in sends the picture of a transfer; whoever has a link sends it here. */
  proofHref?: string | undefined;
};

/** What is to be paid, chosen and paid, and what becomes of it, kept true without a reload. */
export function PayDesk({ desk: initial, token, back, left, proofHref }: PayDeskProps) {
  const t = useTranslations("portal.paying");
  const desk = useDesk(initial, token, back);
  if (!desk) return <Notice tone="warn">{t("gone.revoked")}</Notice>;
  const { attempts, invoices, paid, cut } = desk;
  const mine = attempts.find(({ id }) => id === back);
  const shown = mine ?? attempts.find(({ state, voucher }) => state === "review" || voucher);
  return (
    <div className="space-y-5" aria-live="polite">
      {shown && <AttemptNotice attempt={shown} left={left && shown.id === back} />}
      <SentProofs proofs={desk.proofs} />
      {cut && <Notice tone="warn">{t(invoices.length > 0 ? "cut" : "reconnecting")}</Notice>}
      {invoices.length > 0 ? (
        <ToPay key={invoices.map(({ id }) => id).join()} {...{ desk, token, proofHref }} />
      ) : (
        <p className="text-lg font-medium">{t("nothing")}</p>
      )}
      {paid.length > 0 && <PayReceipts paid={paid} token={token} />}
    </div>
  );
}

/** What is pressing is chosen already; without anything overdue, all of one currency. */
function firstChoice(invoices: Desk["invoices"]): ReadonlySet<string> {
  const overdue = invoices.filter(({ state }) => state === "overdue");
  const from = overdue.length > 0 ? overdue : invoices;
  const currency = from[0]?.currency;
  return new Set(from.filter((one) => one.currency === currency).map(({ id }) => id));
}

function ToPay({ desk, token, proofHref }: Pick<PayDeskProps, "desk" | "token" | "proofHref">) {
  const t = useTranslations("portal.paying");
  const format = portalWords(useLocale());
  const [chosen, setChosen] = useState(() => firstChoice(desk.invoices));
  const { pay, busy, error } = usePay(token);
  const [keeps, setKeeps] = useState(false);
  const invoices = desk.invoices.filter(({ id }) => chosen.has(id));
  const currency = invoices[0]?.currency ?? desk.invoices[0]?.currency ?? "";
  const amount = format.money(
    invoices.reduce((sum, { openMinor }) => sum + openMinor, 0),
    currency,
  );
  const ways = waysFor(desk.ways, currency);
  return (
    <>
      <Card className="p-5" aria-label={t("choose")}>
        <PayChoice invoices={desk.invoices} chosen={chosen} onChoose={setChosen} />
        <p className="flex items-baseline justify-between gap-4 border-t border-subtle pt-4">
          <span>{t("total")}</span>
          <span className="text-2xl font-semibold tabular-nums">{amount}</span>
        </p>
        <div className="mt-4 space-y-3">
          {desk.keepWords && (
            <Checkbox
              checked={keeps}
              onChange={() => setKeeps(!keeps)}
              label={t("keepCard")}
              hint={desk.keepWords.text}
            />
          )}
          {desk.gateways.map(({ integrationId, provider, live, keepsCards, methods }) => (
            <div key={integrationId}>
              <Button
                variant="primary"
                className="h-auto min-h-12 w-full py-2 text-base whitespace-normal"
                disabled={busy || invoices.length === 0}
                onClick={() =>
                  pay(
                    integrationId,
                    [...chosen],
                    keeps && keepsCards ? desk.keepWords?.version : undefined,
                  )
                }
              >
                {t(`gateway.${provider}`, { amount })}
              </Button>
              <Ways methods={methods[currency] ?? []} />
              {!live && <p className="mt-1 text-[0.8125rem] text-muted">{t("practice")}</p>}
            </div>
          ))}
          {busy && <p className="text-muted">{t("leading")}</p>}
          {error !== undefined && <ErrorNotice error={error} />}
          {desk.gateways.length === 0 && ways.length === 0 && <p>{t("noWay")}</p>}
        </div>
      </Card>
      {ways.length > 0 && (
        <Card className="p-5" aria-labelledby="ways">
          <h2 id="ways" className="mb-3 text-base font-semibold">
            {t(desk.gateways.length > 0 ? "otherWays" : "ways")}
          </h2>
          <PayWayList ways={ways} />
          <TransferHelp {...{ desk, currency, format, token, proofHref }} chosen={invoices} />
        </Card>
      )}
    </>
  );
}

/** How one can pay there, before one goes; a single way is the button's own word. */
function Ways({ methods }: { methods: Desk["gateways"][number]["methods"][string] }) {
  const t = useTranslations("payMethods");
  const locale = useLocale();
  if (methods.length < 2) return null;
  const list = new Intl.ListFormat(locale, { type: "disjunction" });
  const ways = list.format(methods.map((method) => t(`method.${method}`)));
  return <p className="mt-1 text-[0.8125rem] text-muted">{t("by", { ways })}</p>;
}

/** Leads to the gateway's page; the button stays shut until the browser has left. */
function usePay(token: string | null) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const pay = async (integrationId: string, invoiceIds: string[], keepCard?: string) => {
    setBusy(true);
    setError(undefined);
    try {
      location.assign((await payCalls(token).pay({ integrationId, invoiceIds, keepCard })).url);
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return {
    pay: (...given: Parameters<typeof pay>) => void pay(...given),
    ...{ busy, error },
  };
}
