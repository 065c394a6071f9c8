import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleX,
  Clock,
  Eye,
  type LucideIcon,
  OctagonPause,
  Pause,
  RotateCcw,
  TriangleAlert,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/app/_ui/primitives/badge";
import type es from "@/messages/es";

type Look = { tone: Tone; icon: LucideIcon };

/** Every status that a screen shows, over all kinds of rows: a word, a colour and an icon. */
const looks = {
  active: { tone: "ok", icon: CircleCheck },
  valid: { tone: "ok", icon: CircleCheck },
  verified: { tone: "ok", icon: CircleCheck },
  delivered: { tone: "ok", icon: CircleCheck },
  ok: { tone: "ok", icon: CircleCheck },
  pending: { tone: "info", icon: Clock },
  probing: { tone: "info", icon: CircleDashed },
  replayed: { tone: "info", icon: RotateCcw },
  released: { tone: "info", icon: RotateCcw },
  paused: { tone: "neutral", icon: Pause },
  cancelled: { tone: "neutral", icon: Ban },
  dismissed: { tone: "neutral", icon: Ban },
  dropped: { tone: "neutral", icon: Ban },
  revoked: { tone: "neutral", icon: Ban },
  expired: { tone: "neutral", icon: Clock },
  off: { tone: "neutral", icon: CircleCheck },
  closed: { tone: "neutral", icon: Ban },
  unknown: { tone: "neutral", icon: CircleDashed },
  read_only: { tone: "warn", icon: Eye },
  lost: { tone: "bad", icon: TriangleAlert },
  degraded: { tone: "warn", icon: TriangleAlert },
  held: { tone: "warn", icon: OctagonPause },
  failed: { tone: "bad", icon: CircleX },
  open: { tone: "bad", icon: CircleX },
  disabled: { tone: "bad", icon: CircleX },
  suspended: { tone: "bad", icon: CircleX },
  down: { tone: "bad", icon: CircleX },
  waiting: { tone: "info", icon: Clock },
  running: { tone: "info", icon: CircleDashed },
  done: { tone: "ok", icon: CircleCheck },
  undoing: { tone: "info", icon: RotateCcw },
  undone: { tone: "neutral", icon: RotateCcw },
  lead: { tone: "info", icon: CircleDashed },
  former: { tone: "neutral", icon: Ban },
  archived: { tone: "neutral", icon: Ban },
  on: { tone: "bad", icon: OctagonPause },
} satisfies Record<keyof (typeof es)["status"], Look>;

export type Status = keyof typeof looks;

/** A row's state. */
export function StatusBadge({ status }: { status: Status }) {
  const t = useTranslations("status");
  const { tone, icon } = looks[status];
  return (
    <Badge tone={tone} icon={icon}>
      {t(status)}
    </Badge>
  );
}
