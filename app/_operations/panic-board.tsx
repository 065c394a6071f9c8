"use client";

import { OctagonPause, ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { PanicSwitchCard } from "./panic-switch-card";
import { StartPanic } from "./start-panic";
import { type PanicScope, usePanic } from "./use-panic";

/** What is frozen now, and the way to freeze. */
export function PanicBoard({ scope }: { scope: PanicScope }) {
  const t = useTranslations("panic");
  const panic = usePanic(scope);
  const [starting, setStarting] = useState(false);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={scope === "tenant" ? t("description") : t("platformDescription")}
        action={
          <Button variant="danger" onClick={() => setStarting(true)}>
            <OctagonPause aria-hidden />
            {t("start")}
          </Button>
        }
      />
      <QueryView query={panic.switches}>
        {(all) => {
          const live = all.filter((item) => item.state !== "off");
          return live.length === 0 ? (
            <Card>
              <EmptyState icon={ShieldCheck} title={t("empty")}>
                {t("emptyText")}
              </EmptyState>
            </Card>
          ) : (
            <ul className="space-y-4">
              {live.map((item) => (
                <li key={item.id}>
                  <PanicSwitchCard
                    panicSwitch={item}
                    scope={scope}
                    onEnd={panic.switchOff.mutateAsync}
                  />
                </li>
              ))}
            </ul>
          );
        }}
      </QueryView>
      <StartPanic
        open={starting}
        onOpenChange={setStarting}
        scope={scope}
        onStart={panic.switchOn.mutateAsync}
      />
    </>
  );
}
