"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/primitives/badge";
import { Card } from "@/app/_ui/primitives/card";
import { Notice } from "@/app/_ui/primitives/notice";
import type { Brand } from "@/tenants/brand";
import { type Adjustment, brandPairs, brandReport } from "@/tenants/brand-report";

/** How well the brand reads, as numbers and words, and which colours were moved so that it does. */
export function ContrastReport({ brand }: { brand: Brand }) {
  const t = useTranslations("brand");
  const { pairs, adjustments } = brandReport(brand);
  const of = (pair: string, theme: string) =>
    pairs.find((line) => line.pair === pair && line.theme === theme);
  return (
    <section aria-label={t("contrast")}>
      <h2 className="mb-1 font-semibold">{t("contrast")}</h2>
      <p className="mb-3 text-[0.8125rem] text-muted">{t("contrastText")}</p>
      {adjustments.length > 0 && <Adjusted adjustments={adjustments} />}
      <Card>
        <table className="w-full text-left text-[0.8125rem]">
          <thead className="text-muted">
            <tr>
              <th className="px-3 py-2 font-medium">{t("where")}</th>
              <th className="px-3 py-2 font-medium">{t("themes.light")}</th>
              <th className="px-3 py-2 font-medium">{t("themes.dark")}</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-(--border)">
            {brandPairs.map((pair) => (
              <tr key={pair}>
                <th scope="row" className="px-3 py-2 font-normal">
                  {t(`pairs.${pair}`)}
                </th>
                {(["light", "dark"] as const).map((theme) => (
                  <td key={theme} className="px-3 py-2">
                    <Ratio line={of(pair, theme)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
    </section>
  );
}

function Ratio({ line }: { line: ReturnType<typeof brandReport>["pairs"][number] | undefined }) {
  const t = useTranslations("brand");
  if (!line) return null;
  const tone = line.verdict === "weak" ? "bad" : line.verdict === "good" ? "info" : "ok";
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="w-12 tabular-nums">{t("ratio", { ratio: line.ratio })}</span>
      <Badge tone={tone}>{t(`verdicts.${line.verdict}`)}</Badge>
    </span>
  );
}

function Adjusted({ adjustments }: { adjustments: readonly Adjustment[] }) {
  const t = useTranslations("brand");
  return (
    <Notice tone="info" className="mb-3">
      <p className="font-medium">{t("adjusted")}</p>
      <ul className="mt-1 list-disc pl-4">
        {adjustments.map(({ what, theme, from, to }) => (
          <li key={`${what}${theme}`}>
            {t("adjustment", {
              what: t(`adjustments.${what}`),
              theme: t(`themes.${theme}`),
              from,
              to,
            })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
