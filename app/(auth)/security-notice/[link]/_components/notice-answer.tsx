"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";
import type { NoticeDto } from "@/server/modules/people/security-schema";

type NoticeAnswerProps = { link: string; outcome: NoticeDto["outcome"] };

/** It was me, or end it. */
export function NoticeAnswer({ link, outcome }: NoticeAnswerProps) {
  const t = useTranslations("security");
  const answer = useMutation(useTRPC().people.answerSecurityNotice.mutationOptions());
  const given = answer.isSuccess ? answer.variables.outcome : outcome;
  if (given)
    return (
      <Notice tone={given === "revoked" ? "ok" : "info"}>
        {given === "revoked" ? t("noticeRevoked") : t("noticeExpected")}
      </Notice>
    );
  return (
    <div className="space-y-4">
      <p>{t("noticeText")}</p>
      {answer.isError && <ErrorNotice error={answer.error} />}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="danger"
          disabled={answer.isPending}
          onClick={() => answer.mutate({ link, outcome: "revoked" })}
        >
          {t("notMe")}
        </Button>
        <Button
          disabled={answer.isPending}
          onClick={() => answer.mutate({ link, outcome: "expected" })}
        >
          {t("wasMe")}
        </Button>
      </div>
    </div>
  );
}
