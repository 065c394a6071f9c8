"use client";

import { Mail, MessageCircle, MonitorSmartphone, Smartphone } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import Link from "next/link";
import type { ListColumn } from "@/app/_ui/patterns/data-table/list-column";
import { When } from "@/app/_ui/patterns/when";
import type { MessageDto } from "@/server/modules/notifications/message-schema";
import { eventWord } from "./event-word";
import { MessageFate } from "./message-fate";

const icons = {
  whatsapp: MessageCircle,
  email: Mail,
  sms: Smartphone,
  console: MonitorSmartphone,
};

/** The columns of the log; on a phone the first also says what it was about and when. */
export function useMessageColumns(): ListColumn<MessageDto>[] {
  const t = useTranslations("messageLog");
  const format = useFormatter();
  return [
    {
      key: "customer",
      label: t("customer"),
      cell: (row) => (
        <>
          <Link
            href={hrefOf(row)}
            prefetch={false}
            className="block truncate font-medium hover:underline"
          >
            {row.customerName ?? t("unknownCustomer")}
          </Link>
          {row.contactName && (
            <span className="block truncate text-[0.8125rem] text-muted">
              {t("contact", { name: row.contactName })}
            </span>
          )}
          <span className="block text-[0.8125rem] text-muted sm:hidden">
            {t(eventWord(row.event))} · <When at={row.createdAt} short />
          </span>
        </>
      ),
    },
    {
      key: "event",
      label: t("eventName"),
      wide: true,
      cell: (row) => (
        <>
          {t(eventWord(row.event))}
          {row.retried && <span className="block text-[0.8125rem] text-muted">{t("retried")}</span>}
        </>
      ),
    },
    {
      key: "channel",
      label: t("channelName"),
      wide: true,
      cell: (row) => <Channel channel={row.channel} />,
    },
    { key: "fate", label: t("fate"), cell: (row) => <MessageFate message={row} /> },
    {
      key: "cost",
      label: t("cost"),
      numeric: true,
      wide: true,
      cell: ({ cost, costCurrency, costSettled }) =>
        cost !== null &&
        costCurrency && (
          <span
            className={costSettled ? "whitespace-nowrap" : "whitespace-nowrap text-muted italic"}
            title={costSettled ? undefined : t("costReserved")}
          >
            {format.number(Number(cost), {
              ...{ style: "currency", currency: costCurrency, maximumFractionDigits: 4 },
            })}
          </span>
        ),
    },
    {
      key: "createdAt",
      label: t("at"),
      sort: "createdAt",
      wide: true,
      cell: (row) => <When at={row.createdAt} short />,
    },
  ];
}

function Channel({ channel }: { channel: MessageDto["channel"] }) {
  const t = useTranslations("messageLog");
  if (!channel) return <span className="text-muted">{t("noChannel")}</span>;
  const Icon = icons[channel];
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Icon aria-hidden className="size-4 text-muted" />
      {t(`channel.${channel}`)}
    </span>
  );
}

/** Where the row leads: to whom it was said. */
export const hrefOf = ({ customerId }: Pick<MessageDto, "customerId">): string =>
  customerId ? `/customers/${customerId}` : "/messages";
