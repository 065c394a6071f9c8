import { getFormatter, getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { portalPath } from "@/app/_face/portal-path";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Notice } from "@/app/_ui/primitives/notice";
import type { PortalServiceDto } from "@/server/modules/portal/account/schema";
import { portalFormat } from "./portal-money";
import { ServiceActions } from "./service-actions";

const TONES: Readonly<Record<string, "ok" | "info" | "warn" | "bad" | "neutral">> = {
  active: "ok",
  pendingInstall: "info",
  pendingPayment: "info",
  grace: "warn",
  pastDue: "warn",
  suspendRequested: "bad",
  suspended: "bad",
  reconnectRequested: "info",
  paused: "neutral",
};

/** States that money lifts. */
const OWING: ReadonlySet<string> = new Set([
  "grace",
  "pastDue",
  "suspendRequested",
  "pendingPayment",
]);

/** Nothing is left to do with it. */
const OVER: ReadonlySet<string> = new Set(["terminated", "cancelled"]);

/** What would lift what holds it, or keeps it from being held: a sum, a day, or somebody to call. */
async function whatLifts(service: PortalServiceDto): Promise<string[]> {
  const [t, format] = await Promise.all([getTranslations("portal.lifts"), portalFormat()]);
  const { holds, owedMinor, owedCurrency, promiseUntil, pausedUntil, outage } = service;
  const amount = format.money(owedMinor, owedCurrency);
  return [
    owedMinor > 0 && !promiseUntil && t("debt", { amount }),
    owedMinor > 0 && promiseUntil && t("promise", { amount, day: format.day(promiseUntil) }),
    pausedUntil && holds.includes("pause") && t("pause", { day: format.day(pausedUntil) }),
    outage && t("outage"),
    (holds.includes("abuse") || holds.includes("admin")) && t("call"),
  ].filter((words) => typeof words === "string" && words !== "") as string[];
}

/** One service: its plan, how it is, and in plain words why it is held and what lifts it. */
export async function OwnService({ service }: { service: PortalServiceDto }) {
  const [t, face, format, numbers] = await Promise.all([
    getTranslations("portal"),
    currentFace(),
    portalFormat(),
    getFormatter(),
  ]);
  const { id, label, plan, address, state, holds, downKbps, upKbps, nextBillOn } = service;
  const lifts = await whatLifts(service);
  const known = state as Parameters<typeof t.has>[0];
  const speed = downKbps &&
    upKbps && [numbers.number(downKbps / 1000), numbers.number(upKbps / 1000)];
  return (
    <Card className="space-y-3 p-5" aria-labelledby={`service-${id}`}>
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <h2 id={`service-${id}`} className="text-base font-semibold break-words">
            {label || plan}
          </h2>
          <p className="text-muted">
            {[label && plan, speed && `${speed.join("/")} Mbps`].filter(Boolean).join(" · ")}
          </p>
          {address && <p className="text-muted">{address}</p>}
        </div>
        <Badge tone={TONES[state] ?? "neutral"}>
          {t.has(`serviceState.${known}` as never) ? t(`serviceState.${known}` as never) : state}
        </Badge>
      </div>
      {holds.length === 0 && t.has(`stateWhy.${known}` as never) && (
        <Notice tone={TONES[state] === "bad" ? "warn" : "info"}>
          {t(`stateWhy.${known}` as never)}
        </Notice>
      )}
      {holds.map((hold) => {
        const key = `hold.${hold}` as never;
        return (
          t.has(key) && (
            <Notice key={hold} tone={hold === "debt" || hold === "abuse" ? "warn" : "info"}>
              {t(key)}
            </Notice>
          )
        );
      })}
      {lifts.map((words) => (
        <p key={words}>{words}</p>
      ))}
      {(holds.includes("debt") || OWING.has(state)) && (
        <Button asChild variant="primary">
          <a href={portalPath(face.opens, "/pay")}>{t("paying.payNow")}</a>
        </Button>
      )}
      {nextBillOn && holds.length === 0 && (
        <p className="text-muted">{t("nextBill", { day: format.day(nextBillOn) })}</p>
      )}
      {!OVER.has(state) && <ServiceActions serviceId={id} />}
    </Card>
  );
}
