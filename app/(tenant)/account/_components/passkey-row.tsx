"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";
import type { AccountDto } from "@/server/modules/auth/sign-in/schema";

type Passkey = AccountDto["passkeys"][number];

/** One passkey: its name, when it was used, and what can be done with it. */
export function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const t = useTranslations("account");
  const api = useTRPC();
  const cache = useQueryClient();
  const [doing, setDoing] = useState<"rename" | "remove">();
  const onSuccess = () => {
    setDoing(undefined);
    return cache.invalidateQueries(api.auth.getAccount.queryFilter());
  };
  const rename = useMutation(api.auth.renamePasskey.mutationOptions({ onSuccess }));
  const remove = useMutation(api.auth.removePasskey.mutationOptions({ onSuccess }));
  const { id: passkeyId, name, lastUsedAt, backedUp } = passkey;
  if (doing === "rename")
    return (
      <li className="py-2">
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            const typed = String(new FormData(event.currentTarget).get("name"));
            rename.mutate({ passkeyId, name: typed });
          }}
        >
          <Input
            name="name"
            aria-label={t("passkeyName")}
            defaultValue={name}
            required
            maxLength={60}
          />
          <Button type="submit" disabled={rename.isPending}>
            {t("save")}
          </Button>
        </form>
      </li>
    );
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 py-2">
      <div className="min-w-0">
        <p className="font-medium break-words">{name}</p>
        <p className="text-[0.8125rem] text-muted">
          {lastUsedAt ? (
            <>
              {t("passkeyUsed")} <When at={lastUsedAt} short />
            </>
          ) : (
            t("passkeyNever")
          )}
          {backedUp && ` · ${t("passkeySynced")}`}
        </p>
      </div>
      <div className="flex gap-1">
        <Button size="sm" variant="quiet" onClick={() => setDoing("rename")}>
          {t("passkeyRename")}
        </Button>
        <Button size="sm" variant="quiet" onClick={() => setDoing("remove")}>
          {t("passkeyRemove")}
        </Button>
      </div>
      <ConfirmAction
        open={doing === "remove"}
        onOpenChange={() => setDoing(undefined)}
        title={t("passkeyRemove")}
        confirmLabel={t("passkeyRemove")}
        onConfirm={() => remove.mutateAsync({ passkeyId })}
      >
        {t("passkeyRemoveText", { name })}
      </ConfirmAction>
    </li>
  );
}
