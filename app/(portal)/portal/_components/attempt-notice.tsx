"use client";

import { useFormatter, useTranslations } from "next-intl";
import { CopyText } from "@/app/_ui/patterns/copy-text";
import { Notice } from "@/app/_ui/primitives/notice";
import type { PayDesk } from "@/server/modules/portal/pay/schema";

type Attempt = PayDesk["attempts"][number];
type Voucher = NonNullable<Attempt["voucher"]>;

const TONES = {
  waiting: "info",
  paid: "ok",
  refused: "bad",
  over: "warn",
  review: "warn",
  givenBack: "info",
} as const;

/** How the payment stands with which somebody came back; `left`: they went away before they paid. */
export function AttemptNotice({ attempt, left }: { attempt: Attempt; left: boolean }) {
  const t = useTranslations("portal.paying");
  const { state, reason, voucher } = attempt;
  if (state === "waiting" && voucher) return <VoucherNotice voucher={voucher} />;
  if (state === "waiting" && left) return <Notice tone="info">{t("left")}</Notice>;
  const why = `refusedWhy.${reason}` as never;
  return (
    <Notice tone={TONES[state]}>
      <p className="font-medium">{t(`state.${state}`)}</p>
      <p>{state === "refused" && reason && t.has(why) ? t(why) : t(`stateText.${state}`)}</p>
    </Notice>
  );
}

/** A code or a slip that is paid elsewhere: what to tell there, and until when. */
function VoucherNotice({ voucher: { url, code, until } }: { voucher: Voucher }) {
  const t = useTranslations("portal.paying.voucher");
  const format = useFormatter();
  const when = until && format.dateTime(new Date(until), { dateStyle: "long", timeStyle: "short" });
  return (
    <Notice tone="info">
      <p className="font-medium">{when ? t("until", { when }) : t("waiting")}</p>
      <p>{t("text")}</p>
      {code && (
        <div className="mt-2">
          <CopyText text={code} label={t("code")} />
        </div>
      )}
      {url && (
        <p className="mt-2">
          <a href={url} target="_blank" rel="noreferrer" className="font-medium underline">
            {t("open")}
          </a>
        </p>
      )}
    </Notice>
  );
}
