import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthCard } from "../invitation/_auth-card";
import { ForgotForm } from "./_components/forgot-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invitation"))("forgotTitle") };
}

export default async function ForgotPasswordPage() {
  const t = await getTranslations("invitation");
  return (
    <AuthCard title={t("forgotTitle")}>
      <ForgotForm />
    </AuthCard>
  );
}
