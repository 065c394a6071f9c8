import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { StatementUpload } from "../_components/statement-upload";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("bank"))("upload") };
}

/** A bank's file: which account, which columns, what it brings. */
export default function UploadStatementPage() {
  return (
    <Prefetch queries={[api.payments.listBankAccounts.queryOptions()]}>
      <StatementUpload />
    </Prefetch>
  );
}
