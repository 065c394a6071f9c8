import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { api, caller, orLeave, Prefetch, requirePerson } from "@/app/_trpc/server";
import { templateKey, templateLocale } from "@/server/modules/templates/schema";
import { TemplateEditor } from "./_components/template-editor";

type Props = { params: Promise<{ key: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const key = templateKey.safeParse((await params).key);
  const t = await getTranslations("templates");
  if (!key.success) return { title: t("title") };
  return { title: t(`template.${key.data.replace(".", "_") as "auth_invitation"}.name`) };
}

export default async function TemplatePage({ params }: Props) {
  const key = templateKey.safeParse((await params).key);
  if (!key.success) notFound();
  const person = await requirePerson();
  const list = await orLeave(async () => (await caller()).templates.list());
  const channel = list.find((template) => template.key === key.data)?.channels[0] ?? "email";
  const place = { template: key.data, channel, locale: templateLocale.parse(await getLocale()) };
  return (
    <Prefetch
      queries={[
        api.templates.get.queryOptions(place),
        api.templates.versions.queryOptions(place),
        api.templates.list.queryOptions(),
      ]}
    >
      <TemplateEditor first={place} mayChange={person.permissions.includes("template.manage")} />
    </Prefetch>
  );
}
