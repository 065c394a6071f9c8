import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { usePermissionName } from "@/app/_ui/patterns/permission-name";
import { When } from "@/app/_ui/patterns/when";
import { Card } from "@/app/_ui/primitives/card";
import type { PermissionName } from "@/server/auth/permissions";
import type { ApiKeyRecordDto } from "@/server/modules/auth/schema";

/** What is known of a key. */
export function ApiKeyFacts({ apiKey }: { apiKey: ApiKeyRecordDto }) {
  const t = useTranslations();
  const permissionName = usePermissionName();
  const { scopes, allowedNetworks, callsPerMinute, expiresAt, lastUsedAt, lastUsedIp } = apiKey;
  return (
    <Card className="p-5">
      <dl className="space-y-3">
        <Fact label={t("apiKeys.scopes")}>
          <ul>
            {scopes.map((scope) => (
              <li key={scope}>{permissionName(scope as PermissionName)}</li>
            ))}
          </ul>
        </Fact>
        <Fact label={t("apiKeys.networks")}>
          {allowedNetworks.length === 0 ? (
            t("apiKeys.anyNetwork")
          ) : (
            <code className="break-all">{allowedNetworks.join(", ")}</code>
          )}
        </Fact>
        <Fact label={t("apiKeys.calls")}>
          {callsPerMinute === null ? t("apiKeys.usualCalls") : callsPerMinute}
        </Fact>
        <Fact label={t("apiKeys.life")}>
          {expiresAt ? <When at={expiresAt} /> : t("apiKeys.lives.none")}
        </Fact>
        <Fact label={t("apiKeys.lastUsed")}>
          {lastUsedAt ? (
            <>
              <When at={lastUsedAt} /> {lastUsedIp && <code>{lastUsedIp}</code>}
            </>
          ) : (
            t("common.never")
          )}
        </Fact>
        <Fact label={t("apiKeys.made")}>
          <When at={apiKey.createdAt} /> {apiKey.createdBy && `· ${apiKey.createdBy}`}
        </Fact>
      </dl>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-[0.8125rem] text-muted">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
