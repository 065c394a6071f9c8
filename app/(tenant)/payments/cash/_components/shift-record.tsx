"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Fact, Facts } from "@/app/_ui/patterns/record/facts";
import { RecordPage } from "@/app/_ui/patterns/record/record-page";
import { ActivityTimeline } from "@/app/_ui/patterns/timeline/activity-timeline";
import { When } from "@/app/_ui/patterns/when";
import { Card } from "@/app/_ui/primitives/card";
import type { ShiftDetailDto } from "@/server/modules/payments/cash/schema";
import { ShiftActions } from "./shift-actions";
import { ShiftMovements } from "./shift-movements";
import { ShiftState } from "./shift-state";
import { ShiftSums } from "./shift-sums";

/** One shift: the sum, the count and each movement; on paper it is what two people sign. */
export function ShiftRecord({ shiftId }: { shiftId: string }) {
  const t = useTranslations("cash");
  const shift = useQuery(useTRPC().payments.getShift.queryOptions({ shiftId }));
  return (
    <QueryView query={shift}>
      {(found) => (
        <RecordPage
          back={{ href: "/payments/cash", label: t("title") }}
          title={t("shiftOf", { person: found.person })}
          description={found.register || t("ownBag")}
          status={<ShiftState status={found.status} />}
          action={<ShiftActions shift={found} />}
          facts={
            <div data-print className="space-y-5">
              <p className="hidden text-lg font-semibold print:block">
                {t("shiftOf", { person: found.person })}
              </p>
              <Card className="p-5" aria-label={t("difference")}>
                <ShiftSums shift={found} />
              </Card>
              <ShiftFacts shift={found} />
              <ShiftMovements shift={found} />
              <p className="hidden pt-16 whitespace-pre print:block">{t("signatures")}</p>
            </div>
          }
          timeline={<ActivityTimeline entity={{ type: "cashShift", id: shiftId }} />}
        />
      )}
    </QueryView>
  );
}

function ShiftFacts({ shift }: { shift: ShiftDetailDto }) {
  const t = useTranslations("cash");
  return (
    <Facts>
      <Fact label={t("register")}>{shift.register || t("ownBag")}</Fact>
      <Fact label={t("openedAt")}>
        <When at={shift.openedAt} />
      </Fact>
      {shift.closedAt && (
        <Fact label={t("closedAt")}>
          <When at={shift.closedAt} />
        </Fact>
      )}
      {shift.blind && <Fact label={t("blind")}>{t("yes")}</Fact>}
      {shift.note && <Fact label={t("note")}>{shift.note}</Fact>}
      {shift.decidedBy && <Fact label={t("decidedBy")}>{shift.decidedBy}</Fact>}
      {shift.decisionNote && <Fact label={t("decisionNote")}>{shift.decisionNote}</Fact>}
    </Facts>
  );
}
