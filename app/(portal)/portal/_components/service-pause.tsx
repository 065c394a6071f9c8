"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { portalApi } from "@/app/_trpc/portal-api";
import { useCall } from "@/app/_trpc/use-call";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";
import type { OwnActionsDto } from "@/server/modules/subscriptions/own/schema";
import { portalWords } from "./portal-format";

/** Rests a service until a day. */
export function ServicePause({
  serviceId,
  pause,
}: {
  serviceId: string;
  pause: NonNullable<OwnActionsDto["pause"]>;
}) {
  const t = useTranslations("portal.selfService");
  const format = portalWords(useLocale());
  const router = useRouter();
  const [until, setUntil] = useState(pause.firstUntil);
  const { busy, error, fieldError, run } = useCall();
  const rest = () =>
    run(async () => {
      await portalApi.pauseService.mutate({ serviceId, until });
      router.refresh();
    });
  return (
    <details className="rounded-control border border-subtle p-3">
      <summary className="min-h-6 cursor-pointer font-medium">{t("pause")}</summary>
      <form
        className="mt-3 space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          void rest();
        }}
      >
        <p className="text-muted">
          {t("pauseText", {
            first: format.day(pause.firstUntil),
            last: format.day(pause.lastUntil),
          })}{" "}
          {pause.feeMinor > 0 &&
            t("pauseFee", { amount: format.money(pause.feeMinor, pause.currency) })}
        </p>
        <FormField label={t("until")} error={fieldError("until")}>
          {(control) => (
            <Input
              {...control}
              type="date"
              className="w-44"
              required
              value={until}
              min={pause.firstUntil}
              max={pause.lastUntil}
              onChange={({ target }) => setUntil(target.value)}
            />
          )}
        </FormField>
        <Button type="submit" disabled={busy || until === ""}>
          {t("pauseNow")}
        </Button>
        {error !== null && <ErrorNotice error={error} />}
      </form>
    </details>
  );
}

/** Ends a pause once it lasted as long as the company asks. */
export function ServiceResume({
  serviceId,
  from,
  today,
}: {
  serviceId: string;
  from: string;
  today: string;
}) {
  const t = useTranslations("portal.selfService");
  const format = portalWords(useLocale());
  const router = useRouter();
  const { busy, error, run } = useCall();
  const resume = () =>
    run(async () => {
      await portalApi.resumeService.mutate({ serviceId });
      router.refresh();
    });
  if (today < from)
    return <p className="text-muted">{t("resumeFrom", { day: format.day(from) })}</p>;
  return (
    <div className="space-y-2">
      <Button disabled={busy} onClick={() => void resume()}>
        {t("resume")}
      </Button>
      {error !== null && <ErrorNotice error={error} />}
    </div>
  );
}
