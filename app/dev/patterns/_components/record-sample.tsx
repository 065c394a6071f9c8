"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { Fact, Facts } from "@/app/_ui/patterns/record/facts";
import { InlineEdit } from "@/app/_ui/patterns/record/inline-edit";
import { RecordPage } from "@/app/_ui/patterns/record/record-page";
import { RecordTabs } from "@/app/_ui/patterns/record/record-tabs";
import { TimelineList } from "@/app/_ui/patterns/timeline/timeline-list";
import { Money } from "@/app/_ui/patterns/money";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { EVENTS, NAMES, pause, refuseEmail } from "./samples";
import { Section } from "./section";

/** A record: status and next action, facts that are corrected in place, tabs, what happened. */
export function RecordSample() {
  const t = useTranslations("patterns.demo");
  const [name, setName] = useState(NAMES[0] ?? "");
  const refused = async () => {
    await pause();
    throw refuseEmail(t("refused"));
  };
  return (
    <Section title={t("record")}>
      <RecordPage
        back={{ href: "#records", label: t("customers") }}
        title={<span role="presentation">{name}</span>}
        description="N.º 1042"
        status={<StatusBadge status="suspended" />}
        action={<Button variant="primary">{t("reconnect")}</Button>}
        facts={
          <Facts>
            <Fact label={t("name")}>
              <InlineEdit
                label={t("name")}
                value={name}
                onSave={async (next) => {
                  await pause();
                  setName(next);
                }}
              />
            </Fact>
            <Fact label={t("email")}>
              <InlineEdit label={t("email")} value="ana@correo.pe" type="email" onSave={refused} />
            </Fact>
            <Fact label={t("phone")} />
            <Fact label={t("price")}>
              <Money minor={8_990} currency="PEN" />
            </Fact>
          </Facts>
        }
        timeline={
          <Card>
            <TimelineList events={EVENTS} />
          </Card>
        }
      >
        <RecordTabs
          tabs={[
            { key: "contracts", label: t("contracts"), count: 1, content: t("contractText") },
            { key: "invoices", label: t("invoices"), count: 0, content: t("invoiceText") },
          ]}
        />
      </RecordPage>
    </Section>
  );
}
