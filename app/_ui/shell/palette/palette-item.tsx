"use client";

import { Command } from "cmdk";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type PaletteItemProps = {
  /** What it is found by; unique. */
  value: string;
  keywords?: string[];
  icon: LucideIcon;
  detail?: ReactNode;
  onSelect: () => void;
  children: ReactNode;
};

/** One entry of the palette. */
export function PaletteItem(props: PaletteItemProps) {
  const { value, keywords, icon: Icon, detail, onSelect, children } = props;
  return (
    <Command.Item
      value={value}
      keywords={keywords}
      onSelect={onSelect}
      className="flex min-h-10 cursor-pointer items-center gap-2.5 rounded-control px-2.5 py-1.5 data-[selected=true]:bg-raised"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {detail && <span className="max-w-[45%] shrink-0 truncate text-xs text-muted">{detail}</span>}
    </Command.Item>
  );
}
