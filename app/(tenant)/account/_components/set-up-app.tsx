"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { AppKey } from "@/app/_ui/patterns/app-key";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { PaperCodes } from "@/app/_ui/patterns/paper-codes";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Input } from "@/app/_ui/primitives/input";
import type { TotpSetUpDto } from "@/server/modules/auth/sign-in/schema";

/** Scan, type the first code, keep the recovery codes. */
export function SetUpApp({ setUp, onClose }: { setUp: TotpSetUpDto; onClose: () => void }) {
  const t = useTranslations("account");
  const confirm = useMutation(useTRPC().auth.confirmTotp.mutationOptions());
  return (
    <Dialog open onOpenChange={onClose} title={t("twoStep")}>
      {confirm.data ? (
        <PaperCodes codes={confirm.data.codes} onDone={onClose} />
      ) : (
        <form
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault();
            confirm.mutate({ code: String(new FormData(event.currentTarget).get("code")) });
          }}
        >
          <p className="text-muted">{t("scan")}</p>
          <AppKey setUp={setUp} />
          {confirm.isError && <ErrorNotice error={confirm.error} />}
          <FormField label={t("appCode")}>
            {(control) => (
              <Input
                {...control}
                name="code"
                inputMode="numeric"
                autoComplete="one-time-code"
                required
                minLength={6}
                maxLength={8}
              />
            )}
          </FormField>
          <div className="flex justify-end">
            <Button type="submit" variant="primary" disabled={confirm.isPending}>
              {t("confirm")}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
