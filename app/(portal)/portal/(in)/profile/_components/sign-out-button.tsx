"use client";

import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { portalApi } from "@/app/_trpc/portal-api";
import { useCall } from "@/app/_trpc/use-call";

/** Ends this session, here and for whoever kept its cookie. */
export function SignOutButton({ to }: { to: string }) {
  const t = useTranslations("portal");
  const { busy, error, run } = useCall();
  return (
    <div className="space-y-3">
      {error !== null && <ErrorNotice error={error} />}
      <Button
        className="h-11 w-full sm:w-auto"
        disabled={busy}
        onClick={() =>
          void run(async () => {
            await portalApi.signOut.mutate();
            location.assign(to);
          })
        }
      >
        <LogOut aria-hidden />
        {t("signOut")}
      </Button>
    </div>
  );
}
