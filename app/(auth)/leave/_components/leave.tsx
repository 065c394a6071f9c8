"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useTRPC } from "@/app/_trpc/client";

/** Ends the impersonation and goes back to where the person's own session waits; without one, home. */
export function Leave() {
  const t = useTranslations("impersonation");
  const begun = useRef(false);
  const { mutate } = useMutation(
    useTRPC().impersonation.leave.mutationOptions({
      onSuccess: ({ returnTo }) => location.replace(returnTo),
      onError: () => location.replace("/"),
    }),
  );
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    mutate();
  }, [mutate]);
  return (
    <main role="status" className="grid min-h-dvh place-items-center px-4">
      <h1 className="text-base font-medium">{t("leaving")}</h1>
    </main>
  );
}
