import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { MethodsForm } from "./_components/methods-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("methodsTitle") };
}

export default function SignInMethodsPage() {
  return (
    <Prefetch queries={[api.auth.getSignInPolicy.queryOptions()]}>
      <MethodsForm />
    </Prefetch>
  );
}
