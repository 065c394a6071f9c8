import { getTranslations } from "next-intl/server";
import { caller, orLeave } from "@/app/_trpc/server";
import { PayWayList } from "@/app/_ui/patterns/pay-way-list";
import { Card } from "@/app/_ui/primitives/card";
import { payReference } from "@/server/kernel/pay-reference";
import { waysFor } from "@/server/modules/tenants/rules/pay-ways";

type PayWaysProps = {
  /** The signed-in customer's number: their reference goes with a transfer. */
  customerNumber?: number;
  /** Where somebody who paid this way sends the picture of it; absent: nobody is signed in. */
  proofHref?: string;
  /** Of what is to be paid; absent: all of them. */
  currency?: string;
  /** What to say when the money is sent. */
  reference?: string;
};

/** How to pay the company, where it wrote that down; else nothing. */
export async function PayWays({ currency, reference, customerNumber, proofHref }: PayWaysProps) {
  const [t, proofs, all] = await Promise.all([
    getTranslations("portal.pay"),
    getTranslations("portal.proofs"),
    orLeave(async () => (await caller()).portal.listPayWays()),
  ]);
  const ways = waysFor(all, currency ?? null);
  const proof = proofHref && (
    <a
      href={proofHref}
      className="inline-flex min-h-6 items-center text-brand-text underline underline-offset-4"
    >
      {proofs("paidAlready")}
    </a>
  );
  if (ways.length === 0) return proof ? <p>{proof}</p> : null;
  return (
    <Card className="p-5" aria-labelledby="pay">
      <h2 id="pay" className="mb-3 text-base font-semibold">
        {t("title")}
      </h2>
      <PayWayList ways={ways} />
      {reference && <p className="mt-4 text-muted">{t("reference", { number: reference })}</p>}
      {customerNumber !== undefined && (
        <p className="mt-4">
          <span className="block text-muted">{t("yourReference")}</span>
          <span className="block text-base font-medium tabular-nums select-all">
            {payReference(customerNumber)}
          </span>
        </p>
      )}
      {proof && <p className="mt-4">{proof}</p>}
    </Card>
  );
}
