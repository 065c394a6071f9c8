"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import type { AccountDto } from "@/server/modules/auth/sign-in/schema";
import { AccountCard } from "./account-card";

type Identity = AccountDto["identities"][number];

/** Accounts elsewhere with which one signs in; nothing where there are none. */
export function IdentityList({ account }: { account: AccountDto }) {
  const t = useTranslations("account");
  if (account.identities.length === 0) return null;
  return (
    <AccountCard title={t("identities")} text={t("identitiesText")}>
      <ul className="divide-y divide-subtle">
        {account.identities.map((identity) => (
          <IdentityRow key={identity.id} identity={identity} />
        ))}
      </ul>
    </AccountCard>
  );
}

function IdentityRow({ identity }: { identity: Identity }) {
  const t = useTranslations("account");
  const api = useTRPC();
  const cache = useQueryClient();
  const [asked, setAsked] = useState(false);
  const unlink = useMutation(
    api.auth.unlinkIdentity.mutationOptions({
      onSuccess: () => {
        setAsked(false);
        return cache.invalidateQueries(api.auth.getAccount.queryFilter());
      },
    }),
  );
  const { id: identityId, label, lastUsedAt, createdAt } = identity;
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 py-2">
      <div className="min-w-0">
        <p className="font-medium break-words">{label}</p>
        <p className="text-[0.8125rem] text-muted">
          {t("passkeyUsed")} <When at={lastUsedAt ?? createdAt} short />
        </p>
      </div>
      <Button size="sm" variant="quiet" onClick={() => setAsked(true)}>
        {t("identityUnlink")}
      </Button>
      <ConfirmAction
        open={asked}
        onOpenChange={() => setAsked(false)}
        title={t("identityUnlink")}
        confirmLabel={t("identityUnlink")}
        onConfirm={() => unlink.mutateAsync({ identityId })}
      >
        {t("identityUnlinkText", { name: label })}
      </ConfirmAction>
    </li>
  );
}
