"use client";

import {
  Ban,
  Check,
  CheckCheck,
  CircleX,
  Clock,
  Eye,
  type LucideIcon,
  Moon,
  Send,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { When } from "@/app/_ui/patterns/when";
import { Badge, type Tone } from "@/app/_ui/primitives/badge";
import type { MessageDto } from "@/server/modules/notifications/message-schema";
import { knownReason } from "@/server/modules/notifications/rules/reasons";

const looks: Record<MessageDto["status"], { tone: Tone; icon: LucideIcon }> = {
  queued: { tone: "info", icon: Clock },
  held: { tone: "neutral", icon: Moon },
  sending: { tone: "info", icon: Send },
  sent: { tone: "ok", icon: Check },
  delivered: { tone: "ok", icon: CheckCheck },
  read: { tone: "ok", icon: Eye },
  failed: { tone: "bad", icon: CircleX },
  dropped: { tone: "neutral", icon: Ban },
};

type Fate = Pick<MessageDto, "status" | "reason" | "skipped" | "sendAt">;

/** What became of a message, and why where that is not plain. */
export function MessageFate({ message }: { message: Fate }) {
  const t = useTranslations("messageLog");
  const { status, reason, skipped, sendAt } = message;
  const { tone, icon } = looks[status];
  return (
    <span className="flex flex-col items-start gap-1">
      <Badge tone={tone} icon={icon}>
        {t(`status.${status}`)}
      </Badge>
      {reason && (
        <span className="text-[0.8125rem] text-muted">{t(`reason.${knownReason(reason)}`)}</span>
      )}
      {(status === "held" || status === "queued") && sendAt && (
        <span className="text-[0.8125rem] text-muted">
          {t("sendsAt")} <When at={sendAt} short />
        </span>
      )}
      {skipped.map((one) => (
        <span key={one.channel} className="text-[0.8125rem] text-muted">
          {t("skipped", {
            channel: t(`channel.${one.channel as "email"}`),
            reason: t(`reason.${knownReason(one.reason)}`).toLowerCase(),
          })}
        </span>
      ))}
    </span>
  );
}
