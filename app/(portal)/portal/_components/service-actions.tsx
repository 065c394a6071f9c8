import { getTranslations } from "next-intl/server";
import { caller, orLeave } from "@/app/_trpc/server";
import { PlanChoice } from "./plan-choice";
import { portalFormat } from "./portal-money";
import { ServicePause, ServiceResume } from "./service-pause";

/** What the customer may do with a service by themselves, as the company lets them. */
export async function ServiceActions({ serviceId }: { serviceId: string }) {
  const [t, format, actions] = await Promise.all([
    getTranslations("portal.selfService"),
    portalFormat(),
    orLeave(async () => (await caller()).portal.serviceActions({ serviceId })),
  ]);
  const { planChange, asked, waiting, pause, pauseWaits, resumeFrom, today } = actions;
  const said = (wish: { itemName: string; onDay: string }) => ({
    ...{ plan: wish.itemName, day: format.day(wish.onDay) },
  });
  return (
    <div className="space-y-3">
      {asked && <p>{t("asked", said(asked))}</p>}
      {waiting && <p>{t("waiting", said(waiting))}</p>}
      {resumeFrom && <ServiceResume serviceId={serviceId} from={resumeFrom} today={today} />}
      {planChange !== "off" && <PlanChoice serviceId={serviceId} mode={planChange} />}
      {pauseWaits && <p className="text-muted">{t(pauseWaits)}</p>}
      {pause && <ServicePause key={pause.firstUntil} serviceId={serviceId} pause={pause} />}
    </div>
  );
}
