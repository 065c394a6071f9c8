"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** Two columns on a page of the settings, one on their index. */
export function SettingsFrame({ nav, children }: { nav: ReactNode; children: ReactNode }) {
  const index = usePathname() === "/settings";
  return (
    <div className={index ? undefined : "lg:grid lg:grid-cols-[11rem_minmax(0,1fr)] lg:gap-8"}>
      {nav}
      <div className="min-w-0">{children}</div>
    </div>
  );
}
