"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { uploadFile } from "@/app/_trpc/upload-file";
import { visitorApi } from "@/app/_trpc/visitor-api";
import { minorDigits } from "@/app/_ui/money/money-locale";
import { CopyText } from "@/app/_ui/patterns/copy-text";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";
import type { PayDesk } from "@/server/modules/portal/pay/schema";
import { ProofForm } from "./proof-form";
import { portalWords } from "./portal-format";

type PortalWords = ReturnType<typeof portalWords>;
type TransferHelpProps = {
  desk: PayDesk;
  chosen: PayDesk["invoices"];
  currency: string;
  format: PortalWords;
  /** Of the link; null: the customer is signed in and has a page for proofs. */
  token: string | null;
  proofHref?: string | undefined;
};

/** What goes beside a transfer so that it is found, and, by a link, the picture of one that was made. */
export function TransferHelp({
  desk,
  chosen,
  currency,
  format,
  token,
  proofHref,
}: TransferHelpProps) {
  const t = useTranslations("portal");
  const [open, setOpen] = useState(false);
  const digits = minorDigits(currency);
  const sum = chosen.reduce((all, { openMinor }) => all + openMinor, 0);
  return (
    <div className="mt-5 space-y-4 border-t border-subtle pt-4">
      <div className="space-y-2">
        <p className="text-muted">{t("pay.yourReference")}</p>
        <CopyText text={desk.reference} label={t("pay.yourReference")} />
      </div>
      {proofHref && (
        <Button asChild>
          <a href={proofHref}>{t("proofs.paidAlready")}</a>
        </Button>
      )}
      {token !== null && !open && (
        <Button aria-expanded={false} onClick={() => setOpen(true)}>
          {t("proofs.paidAlready")}
        </Button>
      )}
      {token !== null && open && (
        <ProofForm
          currency={currency}
          today={desk.today}
          invoices={desk.invoices
            .filter((one) => one.currency === currency)
            .map(({ id, number, openMinor }) => ({
              ...{ id, number, openMinor, open: format.money(openMinor, currency) },
            }))}
          chosen={chosen.map(({ id }) => id)}
          amount={sum > 0 ? (sum / 10 ** digits).toFixed(digits) : ""}
          send={async (file, fields) => {
            const headers = { "trama-pay-link": token };
            const { id: fileId } = await uploadFile(file.name, file, headers);
            await visitorApi.portal.proveByLink.mutate({ ...fields, token, fileId });
          }}
        />
      )}
    </div>
  );
}

const TONES = { waiting: "info", approved: "ok", rejected: "bad" } as const;

/** What became of the proofs that were sent. */
export function SentProofs({ proofs }: { proofs: PayDesk["proofs"] }) {
  const t = useTranslations("portal.paying");
  const format = portalWords(useLocale());
  return proofs.map(({ id, status, currency, amountMinor, rejectReason }) => (
    <Notice key={id} tone={TONES[status]}>
      {t(`proof.${status}`, { amount: format.money(amountMinor, currency), reason: rejectReason })}
    </Notice>
  ));
}
