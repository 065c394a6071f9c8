import type { ReactNode } from "react";

/** The platform's own public pages, in the device's own font: the first visit is over a phone's network. */
export default function SiteLayout({ children }: { children: ReactNode }) {
  return <div className="[font-family:ui-sans-serif,system-ui,sans-serif]">{children}</div>;
}
