import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ApiProvider } from "@/app/_trpc/client";
import { Leave } from "./_components/leave";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("impersonation"))("leaving") };
}

/** The way out for who acts as a member: a page of its own, where nothing else asks the server with the session that ends. */
export default function LeavePage() {
  return (
    <ApiProvider>
      <Leave />
    </ApiProvider>
  );
}
