"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/primitives/button";
import type { ApiKeyRecordDto } from "@/server/modules/auth/schema";
import { isDead } from "./api-key-status";
import { EditApiKey } from "./edit-api-key";
import { RevokeApiKey } from "./revoke-api-key";
import { RotateApiKey } from "./rotate-api-key";

/** What can be done with a key that works. */
export function ApiKeyActions({ apiKey }: { apiKey: ApiKeyRecordDto }) {
  const t = useTranslations("apiKeys");
  const [open, setOpen] = useState<"edit" | "rotate" | "revoke">();
  const close = () => setOpen(undefined);
  // After a rotation the old key fades, and the dialog still has the new secret to show.
  const gone = isDead(apiKey) || apiKey.revokedAt !== null;
  return (
    <>
      {!isDead(apiKey) && <Button onClick={() => setOpen("edit")}>{t("edit")}</Button>}
      {!gone && <Button onClick={() => setOpen("rotate")}>{t("rotate")}</Button>}
      {!isDead(apiKey) && (
        <Button variant="danger" onClick={() => setOpen("revoke")}>
          {t("revoke")}
        </Button>
      )}
      {open === "edit" && <EditApiKey apiKey={apiKey} onClose={close} />}
      {open === "rotate" && <RotateApiKey apiKey={apiKey} onClose={close} />}
      <RevokeApiKey apiKey={open === "revoke" ? apiKey : undefined} onClose={close} />
    </>
  );
}
