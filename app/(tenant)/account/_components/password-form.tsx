"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { publicErrorOf } from "@/app/_trpc/public-error-of";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";
import { Notice } from "@/app/_ui/primitives/notice";
import type { AccountDto } from "@/server/modules/auth/sign-in/schema";
import { AccountCard } from "./account-card";

/** A new password; every other session ends with the old one. */
export function PasswordForm({ account }: { account: AccountDto }) {
  const t = useTranslations("account");
  const api = useTRPC();
  const cache = useQueryClient();
  const change = useMutation(
    api.auth.changePassword.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.auth.pathFilter()),
    }),
  );
  const fields = publicErrorOf(change.error)?.fields;
  return (
    <AccountCard title={t("password")}>
      <form
        className="space-y-4"
        method="post"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const typed = new FormData(form);
          const current = String(typed.get("current") ?? "");
          const next = String(typed.get("next"));
          change.mutate({ current, next }, { onSuccess: () => form.reset() });
        }}
      >
        {change.isError && !fields && <ErrorNotice error={change.error} />}
        {change.isSuccess && <Notice tone="ok">{t("passwordChanged")}</Notice>}
        {account.hasPassword && (
          <FormField label={t("currentPassword")} error={fields?.current}>
            {(control) => (
              <Input
                {...control}
                name="current"
                type="password"
                autoComplete="current-password"
                required
                maxLength={256}
              />
            )}
          </FormField>
        )}
        <FormField label={t("newPassword")} hint={t("newPasswordHint")} error={fields?.next}>
          {(control) => (
            <Input
              {...control}
              name="next"
              type="password"
              autoComplete="new-password"
              required
              maxLength={256}
            />
          )}
        </FormField>
        <div className="flex justify-end">
          <Button type="submit" disabled={change.isPending}>
            {account.hasPassword ? t("changePassword") : t("setPassword")}
          </Button>
        </div>
      </form>
    </AccountCard>
  );
}
