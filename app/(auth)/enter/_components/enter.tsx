"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { redeemTicket } from "@/app/_trpc/redeem-ticket";
import { Button } from "@/app/_ui/primitives/button";

/** Ticket → cookie → home. The ticket leaves the address before anything else happens. */
export function Enter() {
  const t = useTranslations("impersonation");
  const begun = useRef(false);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const ticket = location.hash.slice(1);
    history.replaceState(null, "", "/enter");
    redeemTicket(ticket).then(
      () => location.replace("/"),
      () => setRefused(true),
    );
  }, []);
  return (
    <main className="grid min-h-dvh place-items-center px-4 text-center">
      {refused ? (
        <div className="max-w-sm space-y-4">
          <h1 className="text-lg font-semibold">{t("refused")}</h1>
          <p className="text-muted">{t("refusedText")}</p>
          <Button asChild variant="primary">
            <a href="/sign-in">{t("signIn")}</a>
          </Button>
        </div>
      ) : (
        <div role="status">
          <h1 className="text-base font-medium">{t("entering")}</h1>
          <noscript>{t("noScript")}</noscript>
        </div>
      )}
    </main>
  );
}
