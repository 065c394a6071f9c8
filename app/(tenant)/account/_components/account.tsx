"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { DeviceList } from "./device-list";
import { IdentityList } from "./identity-list";
import { PasskeyList } from "./passkey-list";
import { PasswordForm } from "./password-form";
import { ProfileForm } from "./profile-form";
import { TwoStep } from "./two-step";

/** One's own account: who one is, how one signs in, where one is signed in. */
export function Account() {
  const t = useTranslations("account");
  const account = useQuery(useTRPC().auth.getAccount.queryOptions());
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <QueryView query={account}>
        {(data) => (
          <div className="grid items-start gap-5 lg:grid-cols-2">
            <div className="space-y-5">
              <ProfileForm account={data} />
              <TwoStep account={data} />
              <PasskeyList account={data} />
              <IdentityList account={data} />
            </div>
            <div className="space-y-5">
              <DeviceList />
              <PasswordForm account={data} />
            </div>
          </div>
        )}
      </QueryView>
    </>
  );
}
