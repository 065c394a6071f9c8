"use client";

import { useTranslations } from "next-intl";
import { Card } from "@/app/_ui/primitives/card";
import type { ProofClockDto } from "@/server/modules/network/log-schema";

/** From a payment to the reconnection that was read back: the half, all but one of a hundred, and the slowest. */
export function ProofClock({ clock }: { clock: ProofClockDto }) {
  const t = useTranslations("network.clock");
  const time = (seconds: number | null) => {
    if (seconds === null) return "—";
    if (seconds < 90) return t("seconds", { seconds: Math.round(seconds * 10) / 10 });
    return t("minutes", { minutes: Math.round(seconds / 60) });
  };
  const facts = [
    { label: t("p50"), value: time(clock.p50) },
    { label: t("p99"), value: time(clock.p99) },
    { label: t("slowest"), value: time(clock.slowest) },
    { label: t("proven"), value: clock.proven },
    { label: t("open"), value: clock.open },
  ];
  return (
    <Card aria-labelledby="proof-clock" className="p-4">
      <h2 id="proof-clock" className="font-semibold">
        {t("title")}
      </h2>
      <p className="text-[0.8125rem] text-muted">
        {clock.proven > 0 ? t("text", { days: clock.days }) : t("none", { days: clock.days })}
      </p>
      {clock.proven + clock.open > 0 && (
        <dl className="mt-3 grid grid-cols-2 gap-4 sm:grid-cols-5">
          {facts.map(({ label, value }) => (
            <div key={label} className="min-w-0">
              <dt className="text-[0.8125rem] text-muted">{label}</dt>
              <dd className="text-base font-semibold tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
