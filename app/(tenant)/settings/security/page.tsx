import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { caller, orLeave } from "@/app/_trpc/server";
import { OutsideAccess } from "../_components/outside-access";
import { SecurityLog } from "./_components/security-log";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("security"))("title") };
}

export default async function SecurityPage({
  searchParams,
}: {
  searchParams: Promise<{ entry?: string | string[] }>;
}) {
  const { entry } = await searchParams;
  // Refused here, before anything is drawn, to whoever may not see it.
  await orLeave(async () => (await caller()).people.listSecurityLog({ limit: 1 }));
  return (
    <>
      <SecurityLog entryId={typeof entry === "string" ? entry : undefined} />
      <div className="mt-8">
        <OutsideAccess />
      </div>
    </>
  );
}
