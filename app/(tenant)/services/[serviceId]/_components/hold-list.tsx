"use client";

import { LockOpen, OctagonPause } from "lucide-react";
import { useTranslations } from "next-intl";
import { When } from "@/app/_ui/patterns/when";
import { Badge } from "@/app/_ui/primitives/badge";
import type { ServiceHistory } from "@/server/modules/subscriptions/schema";

/** Each time it was held: who, when, why; those in force first. */
export function HoldList({ holds }: Pick<ServiceHistory, "holds">) {
  const t = useTranslations("services");
  const actor = useTranslations("actor");
  // A person by their name; who has none, such as a job ("system:overdue.suspend"), by what it is.
  const name = (who: string) => {
    const kind = /^(\w+):/.exec(who)?.[1] as never;
    return kind && actor.has(kind) ? actor(kind) : who;
  };
  if (holds.length === 0) return <p className="text-muted">{t("noHolds")}</p>;
  return (
    <ul className="divide-y divide-(--border)">
      {holds.map((hold) => (
        <li key={hold.id} className="space-y-1 py-3 first:pt-0 last:pb-0">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            {t(`reasons.${hold.reason}`)}
            {hold.liftedAt === null && (
              <Badge tone="warn" icon={OctagonPause}>
                {t("openHold")}
              </Badge>
            )}
            {hold.soft && <span className="font-normal text-muted">{t("softHold")}</span>}
          </p>
          {hold.note && <p className="break-words">{hold.note}</p>}
          <p className="text-[0.8125rem] text-muted">
            {t("placedBy", { who: name(hold.placedBy) })} · <When at={hold.placedAt} short />
          </p>
          {hold.expiresAt && hold.liftedAt === null && (
            <p className="text-[0.8125rem] text-muted">
              {t("expires")}: <When at={hold.expiresAt} short />
            </p>
          )}
          {hold.liftedAt && hold.liftedBy && (
            <p className="flex flex-wrap items-center gap-1 text-[0.8125rem] text-muted">
              <LockOpen aria-hidden className="size-3.5" />
              {t("liftedBy", { who: name(hold.liftedBy) })} · <When at={hold.liftedAt} short />
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
