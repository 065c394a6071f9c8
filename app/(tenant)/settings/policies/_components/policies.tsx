"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Notice } from "@/app/_ui/primitives/notice";
import { calendarSettings } from "@/server/modules/tenants/settings/schema";
import { CalendarForm } from "./calendar-form";
import { CutLimitsForm } from "./cut-limits-form";
import { SelfServiceForm } from "./self-service-form";
import { SessionForm } from "./session-form";
import { useSaveSettings } from "./use-save-settings";

/** How long a session lasts, when the company works, and how many may be cut at once. */
export function Policies() {
  const t = useTranslations();
  const api = useTRPC();
  const tenant = useQuery(api.tenants.get.queryOptions());
  const auth = useQuery(api.tenants.getSettings.queryOptions({ module: "auth" }));
  const calendar = useQuery(api.tenants.getSettings.queryOptions({ module: "calendar" }));
  const sessions = useSaveSettings("auth");
  const hours = useSaveSettings("calendar");
  const services = useQuery(api.tenants.getSettings.queryOptions({ module: "subscriptions" }));
  const cuts = useSaveSettings("subscriptions");
  const portal = useQuery(api.tenants.getSettings.queryOptions({ module: "selfService" }));
  const self = useSaveSettings("selfService");
  return (
    <>
      <PageHeader
        title={t("settings.pages.policies.title")}
        description={t("policies.description")}
      />
      {(sessions.saved || hours.saved || cuts.saved || self.saved) && (
        <Notice tone="ok" className="mb-4">
          {t("settings.saved")}
        </Notice>
      )}
      <div className="space-y-6">
        <QueryView query={auth}>
          {({ version, data }) => (
            <SessionForm
              key={version}
              data={data}
              onSave={(next) => sessions.save(version, next)}
            />
          )}
        </QueryView>
        <QueryView query={calendar}>
          {({ version, data }) => (
            <CalendarForm
              key={version}
              calendar={calendarSettings.parse(data)}
              country={tenant.data?.country ?? ""}
              timeZone={tenant.data?.timeZone ?? "UTC"}
              onSave={(next) => hours.save(version, next)}
            />
          )}
        </QueryView>
        <QueryView query={portal}>
          {({ version, data }) => (
            <SelfServiceForm
              key={version}
              data={data}
              onSave={(next) => self.save(version, next)}
            />
          )}
        </QueryView>
        <QueryView query={services}>
          {({ version, data }) => (
            <CutLimitsForm key={version} data={data} onSave={(next) => cuts.save(version, next)} />
          )}
        </QueryView>
      </div>
    </>
  );
}
