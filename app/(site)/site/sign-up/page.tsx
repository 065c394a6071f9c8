import type { Metadata } from "next";
import { siteMetadata } from "../_components/site-metadata";
import { SignUp } from "./_components/sign-up";

export const generateMetadata = (): Promise<Metadata> => siteMetadata("signUp", { named: false });

type Props = { searchParams: Promise<{ plan?: string | string[] }> };

export default async function SignUpPage({ searchParams }: Props) {
  return <SignUp plan={(await searchParams).plan} />;
}
