import { CircleCheck, CircleDashed, Hand, Replace, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/primitives/badge";
import type { EnforcementDto } from "@/server/modules/network/log-schema";

const LOOKS = {
  pending: { tone: "info", icon: CircleDashed },
  applied: { tone: "warn", icon: CircleDashed },
  proven: { tone: "ok", icon: CircleCheck },
  failed: { tone: "bad", icon: TriangleAlert },
  superseded: { tone: "neutral", icon: Replace },
} as const;

type Shown = Pick<EnforcementDto, "status" | "held" | "capped" | "stuck" | "late">;

/** How far a command is; what holds it back, or that it does not get through, comes before its plain state. */
export function CommandState({ command }: { command: Shown }) {
  const t = useTranslations("network");
  const { status, held, capped, stuck, late } = command;
  const isOpen = status === "pending" || status === "applied";
  if (isOpen && capped)
    return (
      <Badge tone="warn" icon={Hand}>
        {t("capped")}
      </Badge>
    );
  if (isOpen && held)
    return (
      <Badge tone="warn" icon={Hand}>
        {t("heldByPanic")}
      </Badge>
    );
  if (late || stuck)
    return (
      <Badge tone="bad" icon={TriangleAlert}>
        {t(late ? "log.late" : "log.stuck")}
      </Badge>
    );
  const { tone, icon } = LOOKS[status];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`statuses.${status}`)}
    </Badge>
  );
}
