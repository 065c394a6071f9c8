import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { caller } from "@/app/_trpc/server";
import { Notice } from "@/app/_ui/primitives/notice";
import { tokenInput } from "@/server/modules/people/schema";
import { AuthCard } from "../_auth-card";
import { AcceptForm } from "./_components/accept-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invitation"))("title"), referrer: "no-referrer" };
}

/** Where the link of an invitation leads: no login, one form. */
export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const [t, roles, { token }] = await Promise.all([
    getTranslations("invitation"),
    getTranslations("role"),
    params,
  ]);
  const parsed = tokenInput.safeParse({ token });
  const invitation = parsed.success
    ? await (await caller()).people.openInvitation(parsed.data).catch(() => undefined)
    : undefined;
  if (!invitation)
    return (
      <AuthCard title={t("goneTitle")}>
        <Notice tone="warn">{t("goneText")}</Notice>
      </AuthCard>
    );
  const { companyName, role, customRoleName, name, email, phone, password } = invitation;
  return (
    <AuthCard title={t("joinTitle", { company: companyName })}>
      <p className="mb-4 text-muted">
        {t("joinText", { role: customRoleName ?? roles(role), address: email ?? phone ?? "" })}
      </p>
      <AcceptForm token={token} name={name} asked={password} />
    </AuthCard>
  );
}
