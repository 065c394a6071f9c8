"use client";

import { useTranslations } from "next-intl";
import { Tabs } from "radix-ui";
import type { ReactNode } from "react";
import { Card } from "@/app/_ui/primitives/card";

type RecordTab = { key: string; label: string; count?: number; content: ReactNode };

/** What belongs to a record, one list at a time; arrow keys move between the tabs. */
export function RecordTabs({ tabs, label }: { tabs: readonly RecordTab[]; label?: string }) {
  const t = useTranslations("patterns.record");
  return (
    <Card>
      <Tabs.Root defaultValue={tabs[0]?.key}>
        <Tabs.List
          aria-label={label ?? t("sections")}
          className="flex gap-1 overflow-x-auto border-b border-subtle px-2"
        >
          {tabs.map((tab) => (
            <Tabs.Trigger
              key={tab.key}
              value={tab.key}
              className="min-h-11 border-b-2 border-transparent px-3 font-medium whitespace-nowrap text-muted -outline-offset-2 hover:text-text data-[state=active]:border-brand-text data-[state=active]:text-text"
            >
              {tab.label}
              {tab.count !== undefined && (
                <span className="ml-1.5 rounded-full bg-raised px-1.5 text-xs text-text tabular-nums">
                  {tab.count}
                </span>
              )}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {tabs.map((tab) => (
          <Tabs.Content key={tab.key} value={tab.key} className="p-4 -outline-offset-2">
            {tab.content}
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </Card>
  );
}
