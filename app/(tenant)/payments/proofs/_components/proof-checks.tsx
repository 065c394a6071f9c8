"use client";

import { CircleAlert, CircleCheck, CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { cn } from "@/app/_ui/cn";
import { useMoneyText } from "@/app/_ui/patterns/money";
import { When } from "@/app/_ui/patterns/when";
import { Card } from "@/app/_ui/primitives/card";
import type { ProofDetailDto } from "@/server/modules/payments/proofs/schema";
import { ProofState } from "./proof-state";

const LOOKS = {
  ok: { icon: CircleCheck, className: "text-ok" },
  warn: { icon: CircleAlert, className: "text-warn" },
  bad: { icon: CircleX, className: "text-bad" },
} as const;

/** What speaks for the proof and what against it, the worst first. */
export function ProofChecks({ proof }: { proof: ProofDetailDto }) {
  const t = useTranslations("proofs");
  const money = useMoneyText(proof.currency);
  return (
    <Card aria-label={t("checks")}>
      <h2 className="border-b border-subtle px-4 py-3 font-semibold">{t("checks")}</h2>
      <ul className="divide-y divide-(--border)">
        {proof.matches.map(({ kind, tone, amountMinor }) => {
          const { icon: Icon, className } = LOOKS[tone];
          return (
            <li key={kind} className="flex items-start gap-2 px-4 py-2.5">
              <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", className)} />
              {t(`match.${kind}`, { amount: money(amountMinor ?? 0) })}
            </li>
          );
        })}
      </ul>
      {proof.twins.length > 0 && (
        <>
          <h3 className="border-t border-subtle px-4 pt-3 font-medium">{t("twins")}</h3>
          <ul className="space-y-2 px-4 py-3">
            {proof.twins.map((twin) => (
              <li key={twin.id} className="flex flex-wrap items-center gap-2">
                <Link
                  href={`/payments/proofs/${twin.id}`}
                  className="font-medium underline underline-offset-4"
                >
                  {twin.customerName}
                </Link>
                <ProofState status={twin.status} />
                <span className="text-muted">
                  {t(twin.same === "file" ? "sameFile" : "sameOperation")}
                  {" · "}
                  <When at={twin.createdAt} short />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
