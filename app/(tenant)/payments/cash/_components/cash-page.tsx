"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { useMay } from "@/app/_ui/shell/person";
import { CashRules } from "./cash-rules";
import { OpenShift } from "./open-shift";
import { OwnShift } from "./own-shift";
import { ShiftList } from "./shift-list";

/** One's own till first, as a collector has it on the phone; then the shifts that one may see. */
export function CashPage() {
  const t = useTranslations("cash");
  const may = useMay();
  const desk = useQuery(useTRPC().payments.cashDesk.queryOptions());
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        action={may("settings.manage") && <CashRules />}
      />
      <div className="space-y-8">
        <QueryView query={desk}>
          {(found) =>
            found.shift ? <OwnShift shift={found.shift} desk={found} /> : <OpenShift desk={found} />
          }
        </QueryView>
        <section aria-labelledby="shifts">
          <h2 id="shifts" className="mb-3 text-lg font-semibold">
            {t("shifts")}
          </h2>
          <ShiftList />
        </section>
      </div>
    </>
  );
}
