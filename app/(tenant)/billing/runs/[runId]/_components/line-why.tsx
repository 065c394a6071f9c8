"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { publicKey } from "./public-key";
import type { RunLineDto } from "@/server/modules/billing/run/schema";

const text = (value: unknown): string =>
  value === undefined || value === null ? "" : String(value);

/** Why a line is what it is, in a sentence; of an exception what is missing, and where that is mended. */
export function LineWhy({ line }: { line: RunLineDto }) {
  const t = useTranslations("billingRun");
  const { explanation: why, error, kind, taxCode, taxRate } = line;
  if (error) {
    const mend = MENDED_AT[error];
    return (
      <p className="text-bad">
        {t(`error.${publicKey(error)}`)}{" "}
        {mend && (
          <Link
            href={mend}
            prefetch={false}
            className="inline-block min-h-6 underline underline-offset-4"
          >
            {t("mend")}
          </Link>
        )}
      </p>
    );
  }
  if (kind === "skipped")
    return <p>{t(`skippedFor.${why.reason === "paused" ? "paused" : "suspended"}`)}</p>;
  const parts = [
    why.price !== undefined &&
      why.priceFrom !== undefined &&
      t("why.price", { price: text(why.price), from: text(why.priceFrom) }),
    why.ownPrice !== undefined && t("why.ownPrice", { price: text(why.ownPrice) }),
    text(why.quantity) !== "" &&
      text(why.quantity) !== "1" &&
      t("why.quantity", { quantity: text(why.quantity) }),
    why.days !== undefined && t("why.days", { days: text(why.days), of: text(why.ofDays) }),
    why.percent !== undefined && t("why.percent", { percent: text(why.percent) }),
    Array.isArray(why.notCharged) && t("why.notCharged"),
    Number(why.leftMinor) < 0 && t("why.left"),
    t(why.taxIncluded === false ? "why.taxAdded" : "why.taxIncluded", {
      code: taxCode,
      rate: taxRate,
    }),
  ];
  return <p className="text-[0.8125rem] text-muted">{parts.filter(Boolean).join(" · ")}</p>;
}

const MENDED_AT: Readonly<Record<string, string>> = {
  billing_price_missing: "/catalog/prices",
  billing_tax_missing: "/catalog/taxes",
  billing_fx_missing: "/catalog/exchange-rates",
};
