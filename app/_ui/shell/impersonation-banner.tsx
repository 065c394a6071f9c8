"use client";

import { useQuery } from "@tanstack/react-query";
import { UserRoundCheck } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/primitives/button";

/** Who acts as whom, why and for how long, on every page while it lasts; nothing for everybody else. */
export function ImpersonationBanner() {
  const t = useTranslations("impersonation");
  const api = useTRPC();
  const { data: current } = useQuery(api.impersonation.current.queryOptions());
  if (!current) return null;
  const { byName, asName, reason } = current;
  return (
    <aside
      aria-label={t("banner")}
      className="sticky top-0 z-30 flex flex-wrap items-center gap-x-4 gap-y-2 bg-bad-solid px-4 py-2 text-white sm:px-6"
    >
      <UserRoundCheck aria-hidden className="size-4 shrink-0 max-sm:hidden" />
      <p className="min-w-0 flex-1 break-words">
        {t.rich("acting", { by: byName, as: asName, b: (text) => <strong>{text}</strong> })}
        <span className="block text-[0.8125rem]">{t("because", { reason })}</span>
      </p>
      <TimeLeft until={current.expiresAt} />
      <Button asChild className="border-transparent">
        {/* A full load: nothing of this page may ask on with the session that ends. */}
        <a href="/leave">{t("leave")}</a>
      </Button>
    </aside>
  );
}

/** Counts the minutes down; at zero the page is loaded anew, which leads to sign-in. */
function TimeLeft({ until }: { until: string }) {
  const t = useTranslations("impersonation");
  const format = useFormatter();
  const [seconds, setSeconds] = useState(() => secondsUntil(until));
  useEffect(() => {
    const timer = setInterval(() => {
      const left = secondsUntil(until);
      setSeconds(left);
      if (left === 0) location.reload();
    }, 1_000);
    return () => clearInterval(timer);
  }, [until]);
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  const clock = `${format.number(minutes)}:${format.number(rest, { minimumIntegerDigits: 2 })}`;
  return (
    <span className="tabular-nums" suppressHydrationWarning>
      {t("left", { clock })}
    </span>
  );
}

const secondsUntil = (until: string): number =>
  Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1_000));
