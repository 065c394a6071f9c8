import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Enter } from "./_components/enter";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("impersonation"))("entering") };
}

/** Where somebody arrives with a one-time ticket in the fragment: from the sign-up, or to act as a member. */
export default function EnterPage() {
  return <Enter />;
}
