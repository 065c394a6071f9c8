import { Cable } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { caller, orLeave } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { Card } from "@/app/_ui/primitives/card";
import { ContactWays } from "../../_components/contact-ways";
import { OwnService } from "../../_components/own-service";
import { PromiseToPay } from "../../_components/promise-to-pay";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("portal"))("services") };
}

/** What the customer has: each service, how it is, why it is held and what lifts it. */
export default async function PortalServicesPage() {
  const [t, services] = await Promise.all([
    getTranslations("portal"),
    orLeave(async () => (await caller()).portal.listServices()),
  ]);
  return (
    <div className="space-y-5">
      <h1 className="text-2xl font-semibold tracking-tight">{t("services")}</h1>
      {services.length === 0 ? (
        <Card>
          <EmptyState icon={Cable} title={t("noServices")}>
            {t("noServicesText")}
          </EmptyState>
        </Card>
      ) : (
        services.map((service) => <OwnService key={service.id} service={service} />)
      )}
      <PromiseToPay />
      <ContactWays />
    </div>
  );
}
