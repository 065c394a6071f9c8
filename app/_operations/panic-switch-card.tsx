"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { PanicSwitchDto } from "@/server/panic/schema";
import type { PanicScope } from "./use-panic";

type PanicSwitchCardProps = {
  panicSwitch: PanicSwitchDto;
  scope: PanicScope;
  onEnd: (input: { switchId: string; force: boolean; reason?: string }) => Promise<unknown>;
};

/** One switch: what it freezes, why, until when at least, and its end. */
export function PanicSwitchCard({ panicSwitch, scope, onEnd }: PanicSwitchCardProps) {
  const t = useTranslations("panic");
  const [ending, setEnding] = useState(false);
  const [force, setForce] = useState(false);
  const { id, actionClass, state, origin, reason, holdUntil, platform } = panicSwitch;
  const ask = () => {
    // Before its minimum hold a switch ends only by force, with a reason.
    setForce(holdUntil > new Date().toISOString());
    setEnding(true);
  };
  return (
    <Card className="border-l-4 border-l-bad-solid p-4 sm:p-5">
      <div className="flex flex-col gap-3 sm:flex-row sm:items-start sm:justify-between">
        <div className="min-w-0">
          <h2 className="flex flex-wrap items-center gap-2 text-base font-semibold">
            {t(`class.${classKey(actionClass)}`)} <StatusBadge status={state} />
          </h2>
          <p className="mt-1 break-words">{reason}</p>
          <p className="mt-1 text-muted">
            {panicSwitch.scope === "*"
              ? t("scopeAll")
              : t("scopeOne", { scope: panicSwitch.scope })}
            {" · "}
            {origin === "automatic" ? t("automatic") : t("manual")}
            {" · "}
            {t("holdUntil")} <When at={holdUntil} short />
          </p>
          {platform && scope === "tenant" && <p className="mt-2 text-warn">{t("byPlatform")}</p>}
        </div>
        {(!platform || scope === "platform") && <Button onClick={ask}>{t("end")}</Button>}
      </div>
      <ConfirmAction
        open={ending}
        onOpenChange={setEnding}
        title={t("endTitle")}
        confirmLabel={t("end")}
        askReason={force}
        variant={force ? "danger" : "primary"}
        onConfirm={(why) => onEnd({ switchId: id, force, reason: why || undefined })}
      >
        {force ? t("endForceText") : t("endText")}
      </ConfirmAction>
    </Card>
  );
}

function classKey(actionClass: PanicSwitchDto["actionClass"]) {
  return actionClass === "*" ? "all" : actionClass;
}
