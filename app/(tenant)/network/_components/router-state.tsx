import { CircleCheck, CircleDashed, CircleX, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/primitives/badge";
import type { RouterDto } from "@/server/modules/network/schema";

const LOOKS = {
  new: { tone: "info", icon: CircleDashed },
  ready: { tone: "ok", icon: CircleCheck },
  attention: { tone: "warn", icon: TriangleAlert },
  offline: { tone: "bad", icon: CircleX },
} as const;

/** Whether a router can be relied on. */
export function RouterState({ state }: Pick<RouterDto, "state">) {
  const t = useTranslations("network");
  const { tone, icon } = LOOKS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`states.${state}`)}
    </Badge>
  );
}
