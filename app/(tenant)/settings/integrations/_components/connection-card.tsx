import { Cable, KeyRound, Mail } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { When } from "@/app/_ui/patterns/when";
import { Card } from "@/app/_ui/primitives/card";
import type { ConnectionDto } from "@/server/modules/integrations/schema";

const icons = { mail: Mail, webhooks: Cable, api: KeyRound };
const links = { webhooks: "/settings/webhooks", api: "/settings/api-keys" };

/** One built-in connection: what it is, how it does, when it was last used. */
export function ConnectionCard({ connection }: { connection: ConnectionDto }) {
  const t = useTranslations("integrations");
  const { kind, health, checkedAt } = connection;
  const Icon = icons[kind];
  const link = kind === "mail" ? null : { href: links[kind], label: t(`open.${kind}`) };
  return (
    <li>
      <Card className="flex h-full flex-col gap-2 p-4">
        <div className="flex items-center justify-between gap-3">
          <h2 className="flex items-center gap-2 font-semibold">
            <Icon aria-hidden className="size-4.5 text-muted" />
            {t(`kinds.${kind}`)}
          </h2>
          <StatusBadge status={health} />
        </div>
        <p className="text-muted">
          {t(`texts.${wordsOf(connection)}`, {
            count: connection.count,
            failing: connection.failing,
          })}
        </p>
        <p className="mt-auto flex flex-wrap justify-between gap-2 text-[0.8125rem] text-muted">
          {checkedAt ? (
            <span>
              {t("lastUsed")} <When at={checkedAt} short />
            </span>
          ) : (
            <span>{kind === "mail" ? "" : t("neverUsed")}</span>
          )}
          {link && (
            <Link
              href={link.href}
              className="text-brand-text underline underline-offset-4 hover:no-underline"
            >
              {link.label}
            </Link>
          )}
        </p>
      </Card>
    </li>
  );
}

/** Which sentence tells how it does. */
function wordsOf({ kind, driver, health, count }: ConnectionDto) {
  if (kind === "mail") {
    if (driver === "console") return "mailConsole";
    return health === "ok" ? "mailOk" : "mailFailed";
  }
  if (kind === "webhooks") {
    if (count === 0) return "webhooksNone";
    return health === "ok" ? "webhooksOk" : "webhooksFailing";
  }
  return count === 0 ? "apiNone" : "apiKeys";
}
