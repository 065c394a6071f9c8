"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { DomainDto } from "@/server/modules/tenants/schema";
import { DnsRecord } from "./dns-record";

/** One host: whether it works, and the DNS record until it does. */
export function DomainCard({ domain }: { domain: DomainDto }) {
  const t = useTranslations("domains");
  const api = useTRPC();
  const cache = useQueryClient();
  const [removing, setRemoving] = useState(false);
  const onSuccess = () => cache.invalidateQueries(api.tenants.listDomains.queryFilter());
  const verify = useMutation(api.tenants.verifyDomain.mutationOptions({ onSettled: onSuccess }));
  const remove = useMutation(api.tenants.removeDomain.mutationOptions({ onSuccess }));
  const input = { domainId: domain.id };
  return (
    <Card className="p-4 sm:p-5">
      <div className="flex flex-col gap-3 sm:flex-row sm:items-start sm:justify-between">
        <div className="min-w-0">
          <h2 className="flex flex-wrap items-center gap-2 text-base font-semibold break-all">
            {domain.host} <StatusBadge status={domain.status} />
          </h2>
          <p className="mt-0.5 text-muted">
            {domain.face === "portal" ? t("facePortal") : t("faceStaff")}
            {domain.checkedAt && (
              <>
                {" · "}
                {t("checked")} <When at={domain.checkedAt} short />
              </>
            )}
          </p>
        </div>
        <div className="flex gap-2">
          <Button onClick={() => verify.mutate(input)} disabled={verify.isPending}>
            {verify.isPending ? t("verifying") : t("verify")}
          </Button>
          <Button variant="quiet" onClick={() => setRemoving(true)}>
            {t("remove")}
          </Button>
        </div>
      </div>
      {verify.isError && (
        <div className="mt-3">
          <ErrorNotice error={verify.error} />
        </div>
      )}
      {domain.status !== "verified" && <DnsRecord domain={domain} />}
      <ConfirmAction
        open={removing}
        onOpenChange={setRemoving}
        title={t("removeTitle")}
        confirmLabel={t("remove")}
        onConfirm={() => remove.mutateAsync(input)}
      >
        {t("removeText", { host: domain.host })}
      </ConfirmAction>
    </Card>
  );
}
