import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/app/_ui/cn";

type NoticeTone = "ok" | "warn" | "bad" | "info";

const looks: Record<NoticeTone, { icon: LucideIcon; className: string }> = {
  ok: { icon: CircleCheck, className: "bg-ok-soft text-ok" },
  warn: { icon: TriangleAlert, className: "bg-warn-soft text-warn" },
  bad: { icon: CircleAlert, className: "bg-bad-soft text-bad" },
  info: { icon: Info, className: "bg-info-soft text-info" },
};

type NoticeProps = {
  tone: NoticeTone;
  children: ReactNode;
  action?: ReactNode;
  className?: string;
};

/** A sentence that matters now; bad news is announced at once. */
export function Notice({ tone, children, action, className }: NoticeProps) {
  const { icon: Icon, className: colours } = looks[tone];
  return (
    <div
      role={tone === "bad" ? "alert" : "status"}
      className={cn("flex items-start gap-2.5 rounded-card px-3.5 py-3", colours, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 break-words">{children}</div>
      {action}
    </div>
  );
}
