"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { eventWord } from "@/app/(tenant)/messages/_components/event-word";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { PolicyDto } from "@/server/modules/notifications/policy-schema";
import { CUSTOMER_EVENTS } from "@/server/modules/notifications/rules/customer-events";

type PolicyTableProps = {
  policies: readonly PolicyDto[];
  onChange: (policy: PolicyDto) => void;
};

/** Each event with who is told of it and how, in one line a person. */
export function PolicyTable({ policies, onChange }: PolicyTableProps) {
  const t = useTranslations();
  return (
    <Card>
      <ul className="divide-y divide-(--border)">
        {CUSTOMER_EVENTS.map((event) => (
          <li key={event} className="px-4 py-3">
            <h2 className="font-medium">{t(`messageLog.${eventWord(event)}`)}</h2>
            <ul className="mt-1 space-y-1">
              {policies
                .filter((policy) => policy.event === event)
                .map((policy) => (
                  <PolicyLine
                    key={policy.audience}
                    policy={policy}
                    onChange={() => onChange(policy)}
                  />
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function PolicyLine({ policy, onChange }: { policy: PolicyDto; onChange: () => void }) {
  const t = useTranslations("notificationPolicy");
  const words = useTranslations("messageLog");
  const { event, audience, enabled, channels, quietHours, maxPerDay, own } = policy;
  const who = t(`audience.${audience}`);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <span className="w-full text-muted sm:w-56">{who}</span>
      <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
        {enabled ? (
          <>
            <span className="inline-flex flex-wrap items-center gap-1">
              {channels
                .filter((channel) => channel !== "sms")
                .map((channel, place) => (
                  <span key={channel} className="inline-flex items-center gap-1">
                    {place > 0 && <ChevronRight aria-hidden className="size-3.5 text-muted" />}
                    {words(`channel.${channel}`)}
                  </span>
                ))}
            </span>
            <span className="text-[0.8125rem] text-muted">
              {[
                t(quietHours ? "waits" : "atOnce"),
                maxPerDay !== null && t("capShort", { count: maxPerDay }),
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </>
        ) : (
          <Badge tone="neutral">{t("off")}</Badge>
        )}
        {own && <Badge tone="info">{t("own")}</Badge>}
      </span>
      <Button
        size="sm"
        aria-label={t("editOf", { event: words(eventWord(event)), audience: who })}
        onClick={onChange}
      >
        {t("edit")}
      </Button>
    </li>
  );
}
