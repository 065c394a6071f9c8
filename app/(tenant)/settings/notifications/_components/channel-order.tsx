"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/primitives/button";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import type { PolicyChannel } from "@/server/modules/notifications/rules/customer-events";

/** SMS waits for its vendor: a place that it has in the order is kept, and not shown. */
const SHOWN = ["whatsapp", "email"] as const;

type ChannelOrderProps = {
  channels: readonly PolicyChannel[];
  onChange: (channels: PolicyChannel[]) => void;
};

/** Which channels, the first one first; by buttons, so that it works by keyboard and thumb. */
export function ChannelOrder({ channels, onChange }: ChannelOrderProps) {
  const t = useTranslations("notificationPolicy");
  const words = useTranslations("messageLog");
  const used = channels.filter((channel) => channel !== "sms");
  const sms = channels.filter((channel) => channel === "sms");
  const list = [...used, ...SHOWN.filter((channel) => !used.includes(channel))];
  const swap = (at: number) => {
    const next = [...used];
    const [moved] = next.splice(at, 1);
    if (moved) next.splice(at - 1, 0, moved);
    onChange([...next, ...sms]);
  };
  return (
    <fieldset>
      <legend className="font-medium">{t("order")}</legend>
      <p className="text-[0.8125rem] text-muted">{t("orderText")}</p>
      <ol className="mt-2 divide-y divide-(--border) rounded-control border border-subtle">
        {list.map((channel, at) => {
          const name = words(`channel.${channel}`);
          const on = used.includes(channel);
          return (
            <li key={channel} className="flex items-center gap-2 px-3 py-1">
              <span className="min-w-0 flex-1">
                <Checkbox
                  label={name}
                  aria-label={t("use", { channel: name })}
                  checked={on}
                  onChange={({ target }) =>
                    onChange([
                      ...(target.checked
                        ? [...used, channel]
                        : used.filter((one) => one !== channel)),
                      ...sms,
                    ])
                  }
                />
              </span>
              <Button
                size="icon"
                variant="quiet"
                aria-label={t("up", { channel: name })}
                disabled={!on || at === 0}
                onClick={() => swap(at)}
              >
                <ArrowUp aria-hidden />
              </Button>
              <Button
                size="icon"
                variant="quiet"
                aria-label={t("down", { channel: name })}
                disabled={!on || at >= used.length - 1}
                onClick={() => swap(at + 1)}
              >
                <ArrowDown aria-hidden />
              </Button>
            </li>
          );
        })}
      </ol>
      {used.length === 0 && <p className="mt-1 text-[0.8125rem] text-bad">{t("needOne")}</p>}
    </fieldset>
  );
}
