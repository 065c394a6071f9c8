import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { Account } from "./_components/account";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

export default function AccountPage() {
  return (
    <Prefetch queries={[api.auth.getAccount.queryOptions(), api.auth.listDevices.queryOptions()]}>
      <Account />
    </Prefetch>
  );
}
