"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";
import { usePerson } from "@/app/_ui/shell/person";
import type { MemberDetailDto } from "@/server/modules/people/schema";

/** A link to a new password, all sessions ended, out or in again. */
export function MemberActions({ member, onDone }: { member: MemberDetailDto; onDone: () => void }) {
  const t = useTranslations("people");
  const { id: ownId } = usePerson();
  const api = useTRPC();
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const done = { onSuccess: () => cache.invalidateQueries(api.people.pathFilter()) };
  const reset = useMutation(api.people.startMemberReset.mutationOptions());
  const end = useMutation(api.people.endMemberSessions.mutationOptions(done));
  const status = useMutation(api.people.setMemberStatus.mutationOptions(done));
  const { id: membershipId, name, email, sessions, userId } = member;
  const error = reset.error ?? end.error ?? status.error;
  const isActive = member.status === "active";
  const setStatus = async () => {
    await status.mutateAsync({ membershipId, status: isActive ? "disabled" : "active" });
    onDone();
  };
  return (
    <div className="space-y-3 border-t border-subtle pt-4">
      {error && <ErrorNotice error={error} />}
      {reset.isSuccess && <Notice tone="ok">{t("resetSent", { name })}</Notice>}
      <div className="flex flex-wrap gap-2">
        {email && (
          <Button disabled={reset.isPending} onClick={() => reset.mutate({ membershipId })}>
            {t("sendReset")}
          </Button>
        )}
        <Button
          disabled={end.isPending || sessions === 0}
          onClick={() => end.mutate({ membershipId })}
        >
          {t("endSessions")}
        </Button>
        {userId !== ownId && (
          <Button
            variant={isActive ? "danger" : "secondary"}
            onClick={() => (isActive ? setAsking(true) : void setStatus().catch(() => undefined))}
          >
            {isActive ? t("disable") : t("enable")}
          </Button>
        )}
      </div>
      {asking && (
        <ConfirmAction
          open
          onOpenChange={setAsking}
          title={t("disableTitle", { name })}
          confirmLabel={t("disable")}
          onConfirm={setStatus}
        >
          {t("disableText")}
        </ConfirmAction>
      )}
    </div>
  );
}
