"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { Button } from "@/app/_ui/primitives/button";

/** Takes the tenant's own brand off. */
export function ResetBrand({ onReset }: { onReset: () => Promise<unknown> }) {
  const t = useTranslations("brand");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("reset")}</Button>
      <ConfirmAction
        open={open}
        onOpenChange={setOpen}
        title={t("resetTitle")}
        confirmLabel={t("reset")}
        onConfirm={onReset}
      >
        {t("resetText")}
      </ConfirmAction>
    </>
  );
}
