"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { cn } from "@/app/_ui/cn";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Button } from "@/app/_ui/primitives/button";
import { NAMES, pause } from "./samples";
import { Section } from "./section";

/** What hurts is asked, what can be taken back is said, what others change lights up. */
export function ActionSamples() {
  const t = useTranslations("patterns.demo");
  const [asking, setAsking] = useState(false);
  const [changes, setChanges] = useState(0);
  return (
    <>
      <Section title={t("confirm")}>
        <Button variant="danger" onClick={() => setAsking(true)}>
          {t("cut")}
        </Button>
        <ConfirmAction
          open={asking}
          onOpenChange={setAsking}
          title={t("cut")}
          confirmLabel={t("cut")}
          affected={{ count: 38, names: NAMES }}
          dryRun={async () => {
            await pause();
            return t("cutTried");
          }}
          askReason
          onConfirm={pause}
        >
          {t("cutText")}
        </ConfirmAction>
      </Section>
      <Section title={t("toasts")}>
        <Button
          onClick={() => showToast(t("archived"), { undo: () => void showToast(t("restored")) })}
        >
          {t("show")}
        </Button>
      </Section>
      <Section title={t("highlight")}>
        <div className="space-y-3">
          <Button onClick={() => setChanges((before) => before + 1)}>{t("change")}</Button>
          <p key={changes} className={cn("rounded-control px-3 py-2", changes > 0 && "arrived")}>
            {NAMES[changes % NAMES.length]}
          </p>
        </div>
      </Section>
    </>
  );
}
