"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Pencil } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Segments } from "@/app/_ui/patterns/segments";
import { Badge } from "@/app/_ui/primitives/badge";
import { Notice } from "@/app/_ui/primitives/notice";
import { type PlaceInput, templateLocale } from "@/server/modules/templates/schema";
import { useTemplateWords } from "../../_components/template-words";
import { TemplateForm } from "./template-form";
import { TemplateVersions } from "./template-versions";

/** One template: its words by channel and language beside what they become, and the versions below. */
export function TemplateEditor({ first, mayChange }: { first: PlaceInput; mayChange: boolean }) {
  const t = useTranslations("templates");
  const [place, setPlace] = useState(first);
  const template = useQuery(useTRPC().templates.get.queryOptions(place));
  const { name, text } = useTemplateWords()(place.template);
  const channels = template.data?.channels ?? [place.channel];
  return (
    <>
      <Link
        href="/settings/templates"
        className="mb-3 inline-flex items-center gap-1.5 text-muted hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t("back")}
      </Link>
      <PageHeader
        title={name}
        description={text}
        status={
          template.data &&
          template.data.version > 0 && (
            <Badge tone="info" icon={Pencil}>
              {t("version", { version: template.data.version })}
            </Badge>
          )
        }
      />
      {!mayChange && (
        <Notice tone="info" className="mb-4">
          {t("readOnly")}
        </Notice>
      )}
      <div className="flex flex-wrap gap-x-6">
        {channels.length > 1 && (
          <Segments
            label={t("channels")}
            value={place.channel}
            options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
            onChoose={(channel) => setPlace({ ...place, channel })}
          />
        )}
        <Segments
          label={t("languages")}
          value={place.locale}
          options={templateLocale.options.map((value) => ({
            value,
            label: t(`language.${value}`),
          }))}
          onChoose={(locale) => setPlace({ ...place, locale })}
        />
      </div>
      <QueryView query={template}>
        {(data) => (
          <TemplateForm
            // Other words, or a later version of these: the form begins again from them.
            key={`${data.channel}.${data.locale}.${data.version}`}
            template={data}
            mayChange={mayChange}
          />
        )}
      </QueryView>
      <TemplateVersions place={place} template={template.data} mayChange={mayChange} />
    </>
  );
}
