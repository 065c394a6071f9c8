import { useTranslations } from "next-intl";
import { When } from "@/app/_ui/patterns/when";
import { Card } from "@/app/_ui/primitives/card";
import type { ApiKeyRecordDto } from "@/server/modules/auth/schema";

/** Whence a key has been used. */
export function KeyNetworks({ networks }: Pick<ApiKeyRecordDto, "networks">) {
  const t = useTranslations("apiKeys");
  return (
    <Card className="p-5">
      <h2 className="font-semibold">{t("seenNetworks")}</h2>
      <p className="mb-3 text-[0.8125rem] text-muted">{t("seenNetworksText")}</p>
      {networks.length === 0 ? (
        <p className="text-muted">{t("neverUsed")}</p>
      ) : (
        <ul className="divide-y divide-(--border)">
          {networks.map(({ network, firstSeenAt }) => (
            <li key={network} className="flex flex-wrap justify-between gap-x-4 py-2">
              <code className="break-all">{network}</code>
              <span className="text-muted">
                <When at={firstSeenAt} short />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
