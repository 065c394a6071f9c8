"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/primitives/badge";
import type { ForeignRowDto } from "@/server/modules/network/adoption/schema";

/** What a row is on the router: its name, where it stands, and what its maker wrote beside it. */
export function RowFacts({ row: { label, menu, found } }: { row: ForeignRowDto }) {
  const t = useTranslations("network.adoption.facts");
  const address = found["remote-address"] || found.target || found.address;
  const facts = [
    found.profile && t("profile", { value: found.profile }),
    found["mac-address"] !== label && found["mac-address"],
    address !== label && address,
    found["rate-limit"] || found["max-limit"],
  ].filter(Boolean);
  const off = found.disabled === "true" || found.disabled === "yes";
  return (
    <>
      <span className="font-medium break-all">{label || "—"}</span>{" "}
      {off && <Badge tone="neutral">{t("disabled")}</Badge>}
      <span className="block text-[0.8125rem] text-muted">{[menu, ...facts].join(" · ")}</span>
      {found.comment && (
        <span className="block text-[0.8125rem] break-words text-muted">
          {t("comment", { value: found.comment })}
        </span>
      )}
    </>
  );
}
