"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleDashed, ShieldCheck, ShieldX } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { cn } from "@/app/_ui/cn";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { When } from "@/app/_ui/patterns/when";
import { Card } from "@/app/_ui/primitives/card";

/** Does the chain hold? When it was last verified, how long it is, where its signed checkpoints stand. */
export function AuditStatus() {
  const t = useTranslations("audit");
  const format = useFormatter();
  const status = useQuery(useTRPC().audit.status.queryOptions());
  return (
    <Card className="mb-6 p-4 sm:p-5">
      <QueryView query={status}>
        {({ headSeq, headHash, lastVerification, checkpoints }) => {
          const ok = lastVerification?.ok;
          const Icon = ok === undefined ? CircleDashed : ok ? ShieldCheck : ShieldX;
          return (
            <div className="flex items-start gap-3.5">
              <Icon
                aria-hidden
                className={cn(
                  "size-7 shrink-0 text-muted",
                  ok && "text-ok",
                  ok === false && "text-bad",
                )}
              />
              <div className="min-w-0 flex-1">
                <p className="font-semibold">
                  {ok === undefined ? t("notVerified") : ok ? t("intact") : t("broken")}
                </p>
                {lastVerification && (
                  <p className="text-muted">
                    {t("verified", { count: lastVerification.checkedSeq })}{" "}
                    <When at={lastVerification.createdAt} short />
                  </p>
                )}
                <dl className="mt-3 grid gap-x-4 gap-y-1 sm:grid-cols-[9rem_minmax(0,1fr)]">
                  <dt className="text-muted">{t("facts")}</dt>
                  <dd className="tabular-nums">{format.number(headSeq)}</dd>
                  <dt className="text-muted">{t("lastHash")}</dt>
                  <dd className="font-mono text-[0.8125rem] break-all">{headHash}</dd>
                  <dt className="text-muted">{t("checkpoint")}</dt>
                  <dd>
                    {checkpoints[0] ? (
                      <>
                        {t("checkpointAt", { seq: checkpoints[0].seq })}{" "}
                        <When at={checkpoints[0].createdAt} short />
                      </>
                    ) : (
                      t("noCheckpoint")
                    )}
                  </dd>
                </dl>
              </div>
            </div>
          );
        }}
      </QueryView>
    </Card>
  );
}
