"use client";

import { useTranslations } from "next-intl";
import { encode } from "uqr";
import { CopyText } from "./copy-text";

/** What an authenticator app scans, and the same to copy where there is no camera. */
export function AppKey({ setUp }: { setUp: { uri: string; key: string } }) {
  const t = useTranslations("account");
  const { size, data } = encode(setUp.uri, { border: 2 });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <div className="space-y-3">
      {/* Cameras want dark on light, in whatever theme. */}
      <svg
        role="img"
        aria-label={t("qr")}
        viewBox={`0 0 ${size} ${size}`}
        shapeRendering="crispEdges"
        className="mx-auto size-44 rounded-control"
      >
        <rect width={size} height={size} fill="white" />
        <path d={path} fill="black" />
      </svg>
      <CopyText text={setUp.key} label={t("appKey")} />
    </div>
  );
}
