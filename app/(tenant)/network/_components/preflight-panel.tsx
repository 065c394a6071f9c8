import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/primitives/badge";
import { Card } from "@/app/_ui/primitives/card";
import type { CheckDto } from "@/server/modules/network/schema";

const LOOKS = {
  ok: { tone: "ok", icon: CircleCheck },
  warn: { tone: "warn", icon: TriangleAlert },
  fail: { tone: "bad", icon: CircleX },
} as const;
const ORDER = { fail: 0, warn: 1, ok: 2 } as const;

/** What was looked at before the router is trusted, what must be mended first, and how. */
export function PreflightPanel({ findings }: Pick<CheckDto, "findings">) {
  const t = useTranslations("network");
  const sorted = findings.toSorted((a, b) => ORDER[a.level] - ORDER[b.level]);
  return (
    <section>
      <h2 className="mb-3 text-base font-semibold">{t("preflight.title")}</h2>
      <Card>
        {sorted.length === 0 ? (
          <p className="p-4 text-muted">{t("preflight.none")}</p>
        ) : (
          <ul className="divide-y divide-subtle">
            {sorted.map(({ rule, level, params }) => (
              <li key={rule} className="flex flex-wrap items-start gap-x-3 gap-y-1 px-4 py-3">
                <Badge tone={LOOKS[level].tone} icon={LOOKS[level].icon}>
                  {t(`levels.${level}`)}
                </Badge>
                <div className="min-w-0 flex-1">
                  <p className="font-medium">{t(`rules.${rule}`, params)}</p>
                  {level !== "ok" && <p className="text-muted">{t(`fixes.${rule}`, params)}</p>}
                </div>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </section>
  );
}
