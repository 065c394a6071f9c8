"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC, useTRPCClient } from "@/app/_trpc/client";
import { makePasskey } from "@/app/_trpc/passkeys";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";
import type { AccountDto } from "@/server/modules/auth/sign-in/schema";
import { AccountCard } from "./account-card";
import { PasskeyRow } from "./passkey-row";

/** Passkeys of this company's host: add, rename, remove. */
export function PasskeyList({ account }: { account: AccountDto }) {
  const t = useTranslations("account");
  const api = useTRPC();
  const { auth } = useTRPCClient();
  const cache = useQueryClient();
  const [name, setName] = useState("");
  const add = useMutation({
    mutationFn: async () => {
      const { challenge, options } = await auth.beginPasskey.mutate();
      const response = await makePasskey(options);
      if (!response) return;
      const called = name.trim() || t("passkeys");
      await auth.registerPasskey.mutate({ challenge, response, name: called });
      setName("");
    },
    onSuccess: () => cache.invalidateQueries(api.auth.getAccount.queryFilter()),
  });
  return (
    <AccountCard title={t("passkeys")} text={t("passkeysText")}>
      {add.isError && <ErrorNotice error={add.error} />}
      {account.passkeys.length === 0 ? (
        <p className="text-muted">{t("passkeysEmpty")}</p>
      ) : (
        <ul className="divide-y divide-subtle">
          {account.passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} />
          ))}
        </ul>
      )}
      <form
        className="flex flex-wrap gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Input
          aria-label={t("passkeyName")}
          placeholder={t("passkeyName")}
          className="min-w-0 flex-1 basis-40"
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabled={add.isPending}>
          <KeyRound aria-hidden />
          {t("passkeyAdd")}
        </Button>
      </form>
    </AccountCard>
  );
}
