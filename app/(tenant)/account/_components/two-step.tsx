"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { PaperCodes } from "@/app/_ui/patterns/paper-codes";
import { When } from "@/app/_ui/patterns/when";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import type { AccountDto } from "@/server/modules/auth/sign-in/schema";
import { AccountCard } from "./account-card";
import { SetUpApp } from "./set-up-app";

/** The authenticator app and its recovery codes. */
export function TwoStep({ account }: { account: AccountDto }) {
  const t = useTranslations("account");
  const api = useTRPC();
  const cache = useQueryClient();
  const [removing, setRemoving] = useState(false);
  const refresh = () => cache.invalidateQueries(api.auth.getAccount.queryFilter());
  const begin = useMutation(api.auth.beginTotp.mutationOptions());
  const remove = useMutation(api.auth.removeTotp.mutationOptions({ onSuccess: refresh }));
  const renew = useMutation(api.auth.regenerateRecoveryCodes.mutationOptions());
  const { totpSince } = account;
  return (
    <AccountCard
      title={t("twoStep")}
      text={account.secondStepRequired ? t("twoStepRequired") : t("twoStepText")}
      status={!totpSince && <Badge tone="neutral">{t("twoStepOff")}</Badge>}
      action={
        totpSince ? (
          <Button onClick={() => setRemoving(true)}>{t("twoStepRemove")}</Button>
        ) : (
          <Button variant="primary" disabled={begin.isPending} onClick={() => begin.mutate()}>
            {t("twoStepOn")}
          </Button>
        )
      }
    >
      {(begin.error ?? renew.error) && <ErrorNotice error={begin.error ?? renew.error} />}
      {totpSince && (
        <>
          <p className="text-muted">
            {t("twoStepSince")} <When at={totpSince} short />
          </p>
          <div className="flex flex-wrap items-center justify-between gap-2">
            <p>{t("codesLeft", { count: account.recoveryCodesLeft })}</p>
            <Button size="sm" disabled={renew.isPending} onClick={() => renew.mutate()}>
              {t("newCodes")}
            </Button>
          </div>
        </>
      )}
      {begin.data && (
        <SetUpApp
          setUp={begin.data}
          onClose={() => {
            begin.reset();
            void refresh();
          }}
        />
      )}
      {renew.data && (
        <Dialog open onOpenChange={() => renew.reset()} title={t("newCodes")}>
          <PaperCodes
            codes={renew.data.codes}
            onDone={() => {
              renew.reset();
              void refresh();
            }}
          />
        </Dialog>
      )}
      <ConfirmAction
        open={removing}
        onOpenChange={setRemoving}
        title={t("twoStep")}
        confirmLabel={t("twoStepRemove")}
        onConfirm={() => remove.mutateAsync()}
      >
        {t("twoStepRemoveText")}
      </ConfirmAction>
    </AccountCard>
  );
}
