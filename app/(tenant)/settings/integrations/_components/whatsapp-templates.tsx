"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleDashed } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { eventWord } from "@/app/(tenant)/messages/_components/event-word";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Badge } from "@/app/_ui/primitives/badge";
import { Select } from "@/app/_ui/primitives/input";
import { useMay } from "@/app/_ui/shell/person";
import type { WhatsappDto } from "@/server/modules/notifications/policy-schema";
import { knownReason } from "@/server/modules/notifications/rules/reasons";

const LOCALES = ["es", "en", "pt"] as const;
type Locale = (typeof LOCALES)[number];
type Carried = WhatsappDto["carried"][number];

/** Which of Meta's templates carries each of our texts, in one language at a time. */
export function WhatsappTemplates({ account }: { account: WhatsappDto }) {
  const t = useTranslations("integrations.whatsapp");
  const languages = useTranslations("notificationPolicy.languages");
  const own = useLocale();
  const [locale, setLocale] = useState<Locale>(LOCALES.find((one) => one === own) ?? "es");
  return (
    <details className="rounded-control border border-subtle">
      <summary className="cursor-pointer px-3 py-2 font-medium">{t("templates")}</summary>
      <div className="space-y-3 border-t border-subtle p-3">
        <p className="text-muted">{t("templatesText")}</p>
        <FormField label={t("pickLanguage")}>
          {(control) => (
            <Select
              {...control}
              className="w-40"
              value={locale}
              onChange={({ target }) => setLocale(target.value as Locale)}
            >
              {LOCALES.map((one) => (
                <option key={one} value={one}>
                  {languages(one)}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <ul className="divide-y divide-(--border)">
          {account.carried
            .filter((one) => one.locale === locale)
            .map((carried) => (
              <Row key={carried.template} account={account} carried={carried} />
            ))}
        </ul>
      </div>
    </details>
  );
}

function Row({ account, carried }: { account: WhatsappDto; carried: Carried }) {
  const t = useTranslations("integrations.whatsapp");
  const words = useTranslations("messageLog");
  const languages = useTranslations("notificationPolicy.languages");
  const may = useMay();
  const { template, locale, name, language, usualName, text, objection } = carried;
  const choose = useChoose();
  return (
    <li className="space-y-2 py-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-medium">{words(eventWord(template))}</span>
        <Badge tone={objection ? "neutral" : "ok"} icon={objection ? CircleDashed : CircleCheck}>
          {objection ? words(`reason.${knownReason(objection)}`) : t("goes")}
        </Badge>
      </div>
      <p className="text-[0.8125rem] break-words text-muted">{text}</p>
      <p className="text-[0.8125rem] text-muted">{t("usual", { name: usualName })}</p>
      {choose.error && <ErrorNotice error={choose.error} />}
      {may("integration.manage") && account.known.length > 0 && (
        <Select
          aria-label={t("choose", {
            event: words(eventWord(template)),
            language: languages(locale),
          })}
          className="w-full sm:w-96"
          value={name ? `${name}/${language}` : ""}
          disabled={choose.isPending}
          onChange={({ target }) => {
            const chosen = account.known.find(
              (one) => `${one.name}/${one.language}` === target.value,
            );
            choose.mutate({
              ...{ integrationId: account.id, template, locale },
              choice: chosen ? { name: chosen.name, language: chosen.language } : null,
            });
          }}
        >
          <option value="">{usualName}</option>
          {account.known.map((one) => (
            <option key={`${one.name}/${one.language}`} value={`${one.name}/${one.language}`}>
              {`${one.name} (${one.language}) · ${one.status}`}
            </option>
          ))}
        </Select>
      )}
    </li>
  );
}

function useChoose() {
  const api = useTRPC();
  const cache = useQueryClient();
  return useMutation(
    api.notifications.chooseTemplate.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.notifications.listWhatsapp.pathFilter()),
    }),
  );
}
