"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { Notice } from "@/app/_ui/primitives/notice";
import type { NetworkOverview } from "@/server/modules/network/log-schema";

/** Who paid and is still cut, and what does not get through: each with the way to it. */
export function NetworkAlarms({ overview }: { overview: NetworkOverview }) {
  const t = useTranslations("network.alarms");
  const { late, lateShown, stuck } = overview;
  return (
    <>
      {late > 0 && (
        <Notice tone="bad">
          <p className="font-semibold">{t("late", { count: late })}</p>
          <ul className="mt-1">
            {lateShown.map(({ serviceId, number, customerName, minutes }) => (
              <li key={serviceId}>
                <Link href={`/services/${serviceId}`} className="underline underline-offset-4">
                  #{number} {customerName}
                </Link>{" "}
                · {t("since", { minutes })}
              </li>
            ))}
          </ul>
          {late > lateShown.length && <See href="/network/commands?late=yes" />}
        </Notice>
      )}
      {stuck > 0 && (
        <Notice tone="warn" action={<See href="/network/commands?stuck=yes" />}>
          {t("stuck", { count: stuck })}
        </Notice>
      )}
    </>
  );
}

function See({ href }: { href: string }) {
  const t = useTranslations("network.alarms");
  return (
    <Link href={href} className="font-medium underline underline-offset-4">
      {t("see")}
    </Link>
  );
}
