import { useFormatter, useNow, useTranslations } from "next-intl";
import { StatusBadge, type Status } from "@/app/_ui/patterns/status-badge";
import type { ApiKeyDto } from "@/server/modules/auth/schema";

/** A key that ends within this time is told of. */
const SOON_MS = 14 * 86_400_000;

/** A key's state, and when it ends where that is near. */
export function ApiKeyStatus({ apiKey }: { apiKey: ApiKeyDto }) {
  const t = useTranslations("apiKeys");
  const format = useFormatter();
  const now = useNow();
  const ends = endOf(apiKey);
  const soon = ends !== null && !isDead(apiKey) && Date.parse(ends) - now.getTime() < SOON_MS;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <StatusBadge status={statusOf(apiKey)} />
      {soon && (
        <span className="text-xs font-medium text-warn">
          {t("ends", { when: format.relativeTime(new Date(ends), now) })}
        </span>
      )}
    </span>
  );
}

/** Does it open nothing any more? */
export function isDead(key: ApiKeyDto): boolean {
  return statusOf(key) !== "valid";
}

function endOf({ revokedAt, expiresAt }: ApiKeyDto): string | null {
  return revokedAt ?? expiresAt;
}

function statusOf({ revokedAt, expiresAt }: ApiKeyDto): Status {
  const now = new Date().toISOString();
  if (revokedAt && revokedAt <= now) return "revoked";
  return expiresAt && expiresAt <= now ? "expired" : "valid";
}
