import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { caller } from "@/app/_trpc/server";
import { Notice } from "@/app/_ui/primitives/notice";
import { noticeInput } from "@/server/modules/people/security-schema";
import { AuthCard } from "../../invitation/_auth-card";
import { NoticeAnswer } from "./_components/notice-answer";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("security"))("notice"), referrer: "no-referrer" };
}

/** Where the link of an alert leads: was it you? Nothing happens by opening it. */
export default async function SecurityNoticePage({
  params,
}: {
  params: Promise<{ link: string }>;
}) {
  const [t, format, { link }] = await Promise.all([
    getTranslations("security"),
    getFormatter(),
    params,
  ]);
  const parsed = noticeInput.safeParse({ link: decodeURIComponent(link) });
  const found = parsed.success
    ? await (await caller()).people.openSecurityNotice(parsed.data).catch(() => undefined)
    : undefined;
  if (!found || !parsed.success)
    return (
      <AuthCard title={t("notice")}>
        <Notice tone="warn">{t("noticeGone")}</Notice>
      </AuthCard>
    );
  const { kind, country, ip, userAgent, createdAt, outcome } = found;
  const when = format.dateTime(new Date(createdAt), { dateStyle: "medium", timeStyle: "short" });
  return (
    <AuthCard title={t(`kind.${kind}`)}>
      <p className="mb-4 text-muted break-words">
        {[when, country, ip, userAgent].filter(Boolean).join(" · ")}
      </p>
      <NoticeAnswer link={parsed.data.link} outcome={outcome} />
    </AuthCard>
  );
}
