"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { ProgressBar } from "@/app/_ui/patterns/progress-bar";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Notice } from "@/app/_ui/primitives/notice";
import { useMay } from "@/app/_ui/shell/person";
import type { NetworkOverview } from "@/server/modules/network/log-schema";

type MassCut = NetworkOverview["massCuts"][number];

/** Cuts of many at once, router by router: how many are proven, and where one was stopped for a person's word. */
export function MassCuts({ cuts }: { cuts: readonly MassCut[] }) {
  const t = useTranslations("network.massCut");
  if (cuts.length === 0) return null;
  return (
    <Card aria-labelledby="mass-cuts" className="space-y-4 p-4">
      <h2 id="mass-cuts" className="font-semibold">
        {t("title")}
      </h2>
      {cuts.map((cut) => (
        <One key={cut.routerId} cut={cut} />
      ))}
    </Card>
  );
}

function One({ cut }: { cut: MassCut }) {
  const t = useTranslations("network.massCut");
  const { routerId, routerName, asked, proven, held, released } = cut;
  const may = useMay()("router.reconcile");
  const [releasing, setReleasing] = useState(false);
  return (
    <div className="space-y-2">
      <p className="flex flex-wrap justify-between gap-x-4">
        <Link
          href={`/network/commands?router=${routerId}&desired=off`}
          className="font-medium hover:underline"
        >
          {routerName}
        </Link>
        <span className="text-muted tabular-nums">{t("progress", { proven, asked })}</span>
      </p>
      <ProgressBar part={asked === 0 ? 0 : proven / asked} label={routerName} />
      {held > 0 && (
        <Notice tone="warn">
          <p className="font-semibold">{t("stopped", { held })}</p>
          <p>{t("why")}</p>
          <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
            {may && (
              <Button size="sm" onClick={() => setReleasing(true)}>
                {t("release")}
              </Button>
            )}
            <Link
              href={`/network/commands?router=${routerId}&held=yes`}
              className="underline underline-offset-4"
            >
              {t("who")}
            </Link>
            <Link href="/settings/policies#cuts" className="underline underline-offset-4">
              {t("limit")}
            </Link>
          </div>
        </Notice>
      )}
      {released && (
        <p className="text-[0.8125rem] break-words text-muted">
          {t("released", { name: released.by ?? t("somebody"), reason: released.reason })} ·{" "}
          <When at={released.at} short />
        </p>
      )}
      {releasing && <Release cut={cut} onClose={() => setReleasing(false)} />}
    </div>
  );
}

function Release({ cut, onClose }: { cut: MassCut; onClose: () => void }) {
  const t = useTranslations("network.massCut");
  const api = useTRPC();
  const cache = useQueryClient();
  const release = useMutation(
    api.network.releaseCuts.mutationOptions({
      onSettled: () => cache.invalidateQueries(api.network.pathFilter()),
    }),
  );
  return (
    <ConfirmAction
      open
      onOpenChange={onClose}
      title={t("releaseTitle", { router: cut.routerName })}
      confirmLabel={t("releaseCount", { held: cut.held })}
      askReason
      onConfirm={(reason) => release.mutateAsync({ routerId: cut.routerId, reason })}
    >
      {t("releaseText", { held: cut.held })}
    </ConfirmAction>
  );
}
