"use client";

import { DoorOpen, SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { UsageMeter } from "@/app/_ui/patterns/usage-meter";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { RESOURCE_KEYS } from "./resource-keys";
import type { ChildTenantsDto } from "@/server/modules/tenants/schema";
import { ChildLimits } from "./child-limits";
import { EnterChild } from "./enter-child";

export type Child = ChildTenantsDto["items"][number];
type Props = { child: Child; mayManage: boolean; mayEnter: boolean };

/** What is looked at first; the rest stands in the limits. */
const SHOWN = new Set(["staff", "customers", "devices", "messages"]);

/** One company: what it uses of what it was given, and the two things to do about it. */
export function ChildCard({ child, mayManage, mayEnter }: Props) {
  const t = useTranslations("children");
  const [open, setOpen] = useState<"limits" | "enter">();
  const close = () => setOpen(undefined);
  const closed = child.status === "closed" || child.status === "suspended";
  return (
    <li>
      <Card className="p-4 sm:p-5">
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-48">
            <h2 className="text-base font-semibold break-words">{child.name}</h2>
            <p className="text-muted">
              {child.slug} · <When at={child.createdAt} short />
            </p>
          </div>
          <StatusBadge status={child.status} />
        </div>
        <div className="mt-4 grid gap-x-6 gap-y-4 sm:grid-cols-2">
          {RESOURCE_KEYS.filter((resource) => SHOWN.has(resource)).map((resource) => {
            const maximum = child.limits[resource] ?? null;
            const used = child.used[resource] ?? 0;
            return (
              <UsageMeter
                key={resource}
                usage={{
                  ...{ resource, used, maximum, period: "", source: null },
                  percent: maximum ? Math.floor((used * 100) / maximum) : null,
                }}
              />
            );
          })}
        </div>
        {(mayManage || mayEnter) && (
          <div className="mt-4 flex flex-wrap gap-2 border-t border-subtle pt-4">
            {mayManage && (
              <Button onClick={() => setOpen("limits")}>
                <SlidersHorizontal aria-hidden />
                {t("limits")}
              </Button>
            )}
            {mayEnter && !closed && (
              <Button onClick={() => setOpen("enter")}>
                <DoorOpen aria-hidden />
                {t("enter")}
              </Button>
            )}
          </div>
        )}
      </Card>
      {open === "limits" && <ChildLimits child={child} onClose={close} />}
      {open === "enter" && <EnterChild child={child} onClose={close} />}
    </li>
  );
}
