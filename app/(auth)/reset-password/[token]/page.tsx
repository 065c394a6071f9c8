import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { caller } from "@/app/_trpc/server";
import { Notice } from "@/app/_ui/primitives/notice";
import { tokenInput } from "@/server/modules/people/schema";
import { AuthCard } from "../../invitation/_auth-card";
import { ResetForm } from "./_components/reset-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invitation"))("resetTitle"), referrer: "no-referrer" };
}

export default async function ResetPasswordPage({
  params,
}: {
  params: Promise<{ token: string }>;
}) {
  const [t, { token }] = await Promise.all([getTranslations("invitation"), params]);
  const parsed = tokenInput.safeParse({ token });
  const link = parsed.success
    ? await (await caller()).people.openPasswordReset(parsed.data).catch(() => undefined)
    : undefined;
  return (
    <AuthCard title={t("resetTitle")}>
      {link?.valid ? (
        <ResetForm token={token} />
      ) : (
        <div className="space-y-4">
          <Notice tone="warn">{t("resetGone")}</Notice>
          <a href="/forgot-password" className="text-brand-text underline underline-offset-4">
            {t("forgotSend")}
          </a>
        </div>
      )}
    </AuthCard>
  );
}
