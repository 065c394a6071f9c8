"use client";

import { useQuery } from "@tanstack/react-query";
import { MessageSquareText } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";
import type { PolicyDto } from "@/server/modules/notifications/policy-schema";
import { MessageBudget } from "./message-budget";
import { PolicyDialog } from "./policy-dialog";
import { PolicyTable } from "./policy-table";
import { QuietHoursLine } from "./quiet-hours-line";

/** How customers are told of what concerns them, and what that may cost. */
export function NotificationPolicies() {
  const t = useTranslations("notificationPolicy");
  const settings = useTranslations("settings.pages.notifications");
  const api = useTRPC();
  const policies = useQuery(api.notifications.listPolicies.queryOptions());
  const accounts = useQuery(api.notifications.listWhatsapp.queryOptions());
  const [changing, setChanging] = useState<PolicyDto>();
  return (
    <>
      <PageHeader
        title={settings("title")}
        description={t("description")}
        action={
          <Button asChild>
            <Link href="/messages">
              <MessageSquareText aria-hidden />
              {t("log")}
            </Link>
          </Button>
        }
      />
      <div className="space-y-6">
        {accounts.data?.length === 0 && (
          <Notice tone="info">
            {t("notConnected")}{" "}
            <Link href="/settings/integrations" className="underline underline-offset-4">
              {t("connect")}
            </Link>
          </Notice>
        )}
        <QuietHoursLine />
        <QueryView query={policies}>
          {(list) => <PolicyTable policies={list} onChange={setChanging} />}
        </QueryView>
        <MessageBudget />
      </div>
      {changing && <PolicyDialog policy={changing} onClose={() => setChanging(undefined)} />}
    </>
  );
}
