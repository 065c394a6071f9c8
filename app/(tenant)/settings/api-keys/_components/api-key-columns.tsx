import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Column } from "@/app/_ui/patterns/data-table/plain-table";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import type { ApiKeyDto } from "@/server/modules/auth/schema";
import { ApiKeyStatus, isDead } from "./api-key-status";

/** The columns of the list of keys. */
export function useApiKeyColumns(onRevoke: (key: ApiKeyDto) => void): readonly Column<ApiKeyDto>[] {
  const t = useTranslations();
  return [
    {
      key: "name",
      label: t("apiKeys.name"),
      cell: (key) => (
        <>
          <Link
            href={`/settings/api-keys/${key.id}`}
            className="block font-medium break-words text-brand-text underline-offset-4 hover:underline"
          >
            {key.name}
          </Link>
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
      cell: (key) => <ApiKeyStatus apiKey={key} />,
    },
    {
      key: "actions",
      label: <span className="sr-only">{t("common.actions")}</span>,
      numeric: true,
      cell: (key) =>
        isDead(key) ? null : (
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
