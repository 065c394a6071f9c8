import { MailOpen } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { caller, orLeave } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Input } from "@/app/_ui/primitives/input";
import { MessageText } from "./_components/message-text";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mail.outbox"))("title") };
}

/** Outside production: what would have been sent. Works without scripts. */
export default async function OutboxPage({
  searchParams,
}: {
  searchParams: Promise<{ to?: string | string[] }>;
}) {
  const t = await getTranslations("mail.outbox");
  const given = (await searchParams).to;
  const to = (Array.isArray(given) ? given[0] : given)?.trim() || undefined;
  const messages = await orLeave(async () => (await caller()).notifications.outbox({ to }));
  return (
    <main className="mx-auto max-w-3xl px-4 py-8">
      <PageHeader
        title={t("title")}
        description={t("text")}
        action={
          <Button asChild size="sm">
            <a href={`/dev/outbox.json${to ? `?to=${encodeURIComponent(to)}` : ""}`}>{t("json")}</a>
          </Button>
        }
      />
      <form className="mb-4 flex gap-2" role="search">
        <Input name="to" defaultValue={to} aria-label={t("filter")} placeholder={t("filter")} />
        <Button type="submit">{t("show")}</Button>
      </form>
      {messages.length === 0 && (
        <Card>
          <EmptyState icon={MailOpen} title={t("empty")}>
            {t("emptyText")}
          </EmptyState>
        </Card>
      )}
      <ul className="space-y-3">
        {messages.map(({ id, at, channel, template, to: address, subject, text, html }) => (
          <li key={id}>
            <Card className="p-4">
              <p className="flex flex-wrap items-baseline justify-between gap-x-3 text-muted">
                <span className="break-all">
                  {address} · {channel}
                  {template && <code className="ml-2">{template}</code>}
                </span>
                <When at={at} />
              </p>
              {subject && <h2 className="mt-1 font-semibold">{subject}</h2>}
              <MessageText text={text} />
              {html && (
                <details className="mt-3">
                  <summary className="cursor-pointer py-1 text-brand-text">{t("html")}</summary>
                  <iframe
                    title={subject ?? address}
                    srcDoc={html.replaceAll(/<style>[^<]*<\/style>/g, "")}
                    sandbox=""
                    className="mt-2 h-128 w-full rounded-card border border-subtle bg-white"
                  />
                </details>
              )}
            </Card>
          </li>
        ))}
      </ul>
    </main>
  );
}
