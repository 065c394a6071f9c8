import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { siteMetadata } from "../../_components/site-metadata";
import { isSiteLanguage } from "../../_components/site-url";
import { SignUp } from "../../sign-up/_components/sign-up";

export const generateMetadata = (): Promise<Metadata> => siteMetadata("signUp", { named: true });

type Props = {
  params: Promise<{ lang: string }>;
  searchParams: Promise<{ plan?: string | string[] }>;
};

export default async function SignUpPageIn({ params, searchParams }: Props) {
  if (!isSiteLanguage((await params).lang)) notFound();
  return <SignUp plan={(await searchParams).plan} />;
}
