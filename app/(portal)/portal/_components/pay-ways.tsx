import { getTranslations } from "next-intl/server";
import { caller, orLeave } from "@/app/_trpc/server";
import { PayWayList } from "@/app/_ui/patterns/pay-way-list";
import { Card } from "@/app/_ui/primitives/card";
import { waysFor } from "@/server/modules/tenants/rules/pay-ways";

type PayWaysProps = {
  /** Of what is to be paid; absent: all of them. */
  currency?: string;
  /** What to say when the money is sent. */
  reference?: string;
};

/** How to pay the company, where it wrote that down; else nothing. */
export async function PayWays({ currency, reference }: PayWaysProps) {
  const [t, all] = await Promise.all([
    getTranslations("portal.pay"),
    orLeave(async () => (await caller()).portal.listPayWays()),
  ]);
  const ways = waysFor(all, currency ?? null);
  if (ways.length === 0) return null;
  return (
    <Card className="p-5" aria-labelledby="pay">
      <h2 id="pay" className="mb-3 text-base font-semibold">
        {t("title")}
      </h2>
      <PayWayList ways={ways} />
      {reference && <p className="mt-4 text-muted">{t("reference", { number: reference })}</p>}
    </Card>
  );
}
