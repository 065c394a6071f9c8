"use client";

import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleX,
  Clock,
  Gauge,
  type LucideIcon,
  Pause,
  TriangleAlert,
  Unplug,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/app/_ui/primitives/badge";
import type { ServiceDto } from "@/server/modules/subscriptions/schema";

type Look = { tone: Tone; icon: LucideIcon };

const states: Record<ServiceDto["state"], Look> = {
  pendingInstall: { tone: "info", icon: Clock },
  pendingPayment: { tone: "info", icon: Clock },
  active: { tone: "ok", icon: CircleCheck },
  grace: { tone: "warn", icon: Clock },
  pastDue: { tone: "warn", icon: TriangleAlert },
  suspendRequested: { tone: "warn", icon: CircleDashed },
  suspended: { tone: "bad", icon: CircleX },
  reconnectRequested: { tone: "info", icon: CircleDashed },
  paused: { tone: "neutral", icon: Pause },
  terminated: { tone: "neutral", icon: Ban },
  cancelled: { tone: "neutral", icon: Ban },
};

/** How it stands between us and the customer. */
export function StateBadge({ state }: { state: ServiceDto["state"] }) {
  const t = useTranslations("services");
  const { tone, icon } = states[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`states.${state}`)}
    </Badge>
  );
}

const enforced: Record<ServiceDto["desired"] | "unknown", Look> = {
  on: { tone: "ok", icon: CircleCheck },
  soft: { tone: "warn", icon: Gauge },
  off: { tone: "bad", icon: Unplug },
  gone: { tone: "neutral", icon: Ban },
  unknown: { tone: "neutral", icon: CircleDashed },
};

/** What the network should do, or was seen to do. */
export function NetworkBadge({ state }: { state: ServiceDto["observed"] }) {
  const t = useTranslations("services");
  const shown = state ?? "unknown";
  const { tone, icon } = enforced[shown];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`enforced.${shown}`)}
    </Badge>
  );
}

const KINDS = ["none", "manual", "webhook", "routeros", "uisp", "radius"] as const;

/** How a service is enforced, in words; a kind that this screen does not know is another. */
export function useKindText(): (kind: string) => string {
  const t = useTranslations("services");
  return (kind) => {
    const known = KINDS.find((one) => one === kind);
    return t(`kinds.${known ?? "other"}`);
  };
}
