"use client";

import { CircleCheck, CircleDashed } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import Link from "next/link";
import { Fact } from "@/app/_ui/patterns/record/facts";
import { When } from "@/app/_ui/patterns/when";
import { Badge } from "@/app/_ui/primitives/badge";
import type { AccessDto } from "@/server/modules/network/schema";

/** The router, how it lets the customer in, and whether they are connected, for how long and with how much. */
export function AccessFacts({ access }: { access: AccessDto }) {
  const t = useTranslations("network");
  const bytes = useBytes();
  const { online, uptimeSeconds, bytesIn, bytesOut } = access;
  return (
    <>
      <Fact label={t("router")}>
        <Link
          href={`/network?router=${access.routerId}`}
          className="font-medium text-brand-text underline-offset-4 hover:underline"
        >
          {access.routerName}
        </Link>
      </Fact>
      <Fact label={t("place.online")}>
        <Online access={access} />
      </Fact>
      {online && uptimeSeconds !== null && (
        <Fact label={t("place.connected")}>
          {t("uptime", {
            hours: Math.floor(uptimeSeconds / 3_600),
            minutes: Math.floor(uptimeSeconds / 60) % 60,
          })}
        </Fact>
      )}
      {bytesIn !== null && bytesOut !== null && (
        <Fact label={t("place.usage")}>
          {t("place.traffic", { down: bytes(bytesOut), up: bytes(bytesIn) })}
        </Fact>
      )}
      <Fact label={t("place.method")}>
        {t(`place.methods.${access.method}`)} · <span className="break-all">{access.userName}</span>
        <span className="block text-muted">{t(`place.adoption.${access.adoption}`)}</span>
      </Fact>
      <Fact label={t("sessionAddress")}>
        {access.lastAddress ?? access.address ?? t("place.fromRouter")}
      </Fact>
      {access.mac && <Fact label={t("place.mac")}>{access.mac}</Fact>}
      <Fact label={t("place.rate")}>{access.rate ?? t("place.planRate")}</Fact>
      {access.cutMethod && (
        <Fact label={t("cutMethod")}>{t(`cutMethods.${access.cutMethod}`)}</Fact>
      )}
    </>
  );
}

function Online({ access: { online, lastOnlineAt } }: { access: AccessDto }) {
  const t = useTranslations("network.place");
  if (online === null) return t("notSeen");
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Badge tone={online ? "ok" : "neutral"} icon={online ? CircleCheck : CircleDashed}>
        {t(online ? "isOnline" : "isOffline")}
      </Badge>
      {lastOnlineAt && (
        <span className="text-muted">
          {t("lastOnline")}: <When at={lastOnlineAt} short />
        </span>
      )}
    </span>
  );
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** Bytes as people read them, three figures at most. */
function useBytes(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
    return format.number(bytes / 1_000 ** power, {
      style: "unit",
      unit: UNITS[power] ?? "byte",
      unitDisplay: "short",
      maximumSignificantDigits: 3,
    });
  };
}
