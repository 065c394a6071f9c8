import { useTranslations } from "next-intl";
import type { Column } from "@/app/_ui/patterns/data-table";
import { type Status, StatusBadge } from "@/app/_ui/patterns/status-badge";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import type { ApiKeyDto } from "@/server/modules/auth/schema";

/** The columns of the list of keys. */
export function useApiKeyColumns(onRevoke: (key: ApiKeyDto) => void): readonly Column<ApiKeyDto>[] {
  const t = useTranslations();
  return [
    {
      key: "name",
      label: t("apiKeys.name"),
      cell: (key) => (
        <>
          <span className="block font-medium break-words">{key.name}</span>
          <code className="text-xs break-all text-muted">{key.prefix}…</code>
        </>
      ),
    },
    {
      key: "scopes",
      label: t("apiKeys.scopes"),
      wide: true,
      cell: (key) => <span className="text-muted">{key.scopes.join(", ")}</span>,
    },
    {
      key: "lastUsed",
      label: t("apiKeys.lastUsed"),
      wide: true,
      cell: (key) => (key.lastUsedAt ? <When at={key.lastUsedAt} short /> : t("common.never")),
    },
    {
      key: "status",
      label: t("apiKeys.status"),
      cell: (key) => <StatusBadge status={statusOf(key)} />,
    },
    {
      key: "actions",
      label: <span className="sr-only">{t("common.actions")}</span>,
      numeric: true,
      cell: (key) =>
        key.revokedAt ? null : (
          <Button
            size="sm"
            onClick={() => onRevoke(key)}
            aria-label={`${t("apiKeys.revoke")}: ${key.name}`}
          >
            {t("apiKeys.revoke")}
          </Button>
        ),
    },
  ];
}

function statusOf(key: ApiKeyDto): Status {
  if (key.revokedAt) return "revoked";
  return key.expiresAt && key.expiresAt < new Date().toISOString() ? "expired" : "valid";
}
