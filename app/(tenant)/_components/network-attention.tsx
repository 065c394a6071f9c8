"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { Notice } from "@/app/_ui/primitives/notice";
import { NetworkAlarms } from "../network/_components/network-alarms";

/** What the network needs a person for, on the first page: who paid and is cut, what is stuck, mass cuts that wait. */
export function NetworkAttention() {
  const t = useTranslations("network");
  const overview = useQuery(
    useTRPC().network.overview.queryOptions(undefined, { refetchInterval: 30_000 }),
  );
  if (!overview.data) return null;
  const held = overview.data.massCuts.reduce((sum, one) => sum + one.held, 0);
  if (held + overview.data.late + overview.data.stuck === 0) return null;
  return (
    <div className="space-y-3">
      <NetworkAlarms overview={overview.data} />
      {held > 0 && (
        <Notice
          tone="warn"
          action={
            <Link href="/network" className="font-medium underline underline-offset-4">
              {t("alarms.see")}
            </Link>
          }
        >
          {t("massCut.stopped", { held })}
        </Notice>
      )}
    </div>
  );
}
