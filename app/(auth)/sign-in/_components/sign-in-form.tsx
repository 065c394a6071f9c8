"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";
import { safeNext } from "../safe-next";
import { redeemTicket } from "../redeem-ticket";

/** E-mail and password → ticket → session cookie → the page that was asked for. */
export function SignInForm({ next }: { next: string | undefined }) {
  const t = useTranslations("signIn");
  const api = useTRPC();
  const check = useMutation(api.auth.signInWithPassword.mutationOptions());
  const enter = useMutation({
    mutationFn: async (form: FormData) => {
      const { ticket } = await check.mutateAsync({
        email: String(form.get("email")),
        password: String(form.get("password")),
      });
      await redeemTicket(ticket ?? "");
    },
    // A full load: nothing that the anonymous page kept survives.
    onSuccess: () => location.assign(safeNext(next)),
  });
  const busy = enter.isPending || enter.isSuccess;
  return (
    <form
      className="space-y-4"
      // Should the script be late, the password still must not end up in an address.
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate(new FormData(event.currentTarget));
      }}
    >
      {enter.isError && <ErrorNotice error={enter.error} />}
      <FormField label={t("email")}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            required
            maxLength={254}
          />
        )}
      </FormField>
      <FormField label={t("password")}>
        {(control) => (
          <Input
            {...control}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            maxLength={256}
          />
        )}
      </FormField>
      <Button type="submit" variant="primary" className="h-10 w-full" disabled={busy}>
        {busy ? t("entering") : t("enter")}
      </Button>
    </form>
  );
}
