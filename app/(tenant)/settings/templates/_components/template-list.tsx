"use client";

import { useQuery } from "@tanstack/react-query";
import { FileText, Mail, MessageCircle, Pencil } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Badge } from "@/app/_ui/primitives/badge";
import { Card } from "@/app/_ui/primitives/card";
import { type TemplateSummary, templateSummary } from "@/server/modules/templates/schema";
import { useTemplateWords } from "./template-words";

export const channelIcons = { email: Mail, whatsapp: MessageCircle, pdf: FileText };

/** Every template, by what it is about; which of them the tenant has worded itself. */
export function TemplateList() {
  const t = useTranslations("templates");
  const templates = useQuery(useTRPC().templates.list.queryOptions());
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <QueryView query={templates}>
        {(list) => (
          <div className="space-y-6">
            {templateSummary.shape.area.options
              .filter((area) => list.some((template) => template.area === area))
              .map((area) => (
                <section key={area} aria-labelledby={`area-${area}`}>
                  <h2 id={`area-${area}`} className="mb-2 text-xs font-medium text-muted">
                    {t(`area.${area}`)}
                  </h2>
                  <Card>
                    <ul className="divide-y divide-(--border)">
                      {list
                        .filter((template) => template.area === area)
                        .map((template) => (
                          <TemplateRow key={template.key} template={template} />
                        ))}
                    </ul>
                  </Card>
                </section>
              ))}
          </div>
        )}
      </QueryView>
    </>
  );
}

function TemplateRow({ template: { key, channels, changed } }: { template: TemplateSummary }) {
  const t = useTranslations("templates");
  const { name, text } = useTemplateWords()(key);
  return (
    <li>
      <Link
        href={`/settings/templates/${key}`}
        className="flex items-center gap-3 px-4 py-3 hover:bg-raised focus-visible:-outline-offset-2"
      >
        <span className="min-w-0 flex-1">
          <span className="font-medium">{name}</span>
          <span className="block text-muted">{text}</span>
        </span>
        {changed.length > 0 && (
          <Badge tone="info" icon={Pencil}>
            {t("own")}
          </Badge>
        )}
        <span className="flex shrink-0 gap-1.5 text-muted">
          {channels.map((channel) => {
            const Icon = channelIcons[channel];
            return (
              <span key={channel} title={t(`channel.${channel}`)}>
                <Icon aria-hidden className="size-4" />
                <span className="sr-only">{t(`channel.${channel}`)}</span>
              </span>
            );
          })}
        </span>
      </Link>
    </li>
  );
}
