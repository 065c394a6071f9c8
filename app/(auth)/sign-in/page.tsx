import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { faceBrand } from "@/app/_face/face-brand";
import { caller } from "@/app/_trpc/server";
import { BrandMark } from "@/app/_ui/patterns/brand-mark";
import { Card } from "@/app/_ui/primitives/card";
import { Appearance } from "./_components/appearance";
import { SignIn } from "./_components/sign-in";
import { safeNext } from "./safe-next";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

/** Staff of a tenant, or the platform's own people, by the host. */
export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const [face, t, { next }] = await Promise.all([
    currentFace(),
    getTranslations("signIn"),
    searchParams,
  ]);
  const target = typeof next === "string" ? next : undefined;
  const { auth } = await caller();
  const [person, offer] = await Promise.all([auth.whoAmI(), auth.offerSignIn()]);
  if (person.kind !== "anonymous") redirect(safeNext(target));
  const { name } = faceBrand(face);
  return (
    <main className="grid min-h-dvh grid-rows-[auto_1fr_auto] px-4">
      <div className="flex justify-end py-3">
        <Appearance />
      </div>
      <div className="mx-auto w-full max-w-sm self-center pb-16">
        <div className="mb-6 flex justify-center">
          <BrandMark name={name} />
        </div>
        <Card className="border-t-4 border-t-brand p-6">
          <h1 className="mb-1 text-lg font-semibold">{t("title")}</h1>
          <p className="mb-5 text-muted">
            {face.kind === "platform" ? t("platformText") : t("text", { name })}
          </p>
          <SignIn next={target} offer={offer} />
        </Card>
        {face.kind === "tenant" && (
          <p className="mt-5 text-center text-muted">
            {t.rich("customers", {
              link: (text) => (
                <a href="/portal" className="text-brand-text underline underline-offset-4">
                  {text}
                </a>
              ),
            })}
          </p>
        )}
      </div>
    </main>
  );
}
