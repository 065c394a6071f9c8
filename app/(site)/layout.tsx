import type { ReactNode } from "react";
import { Messages } from "@/app/_i18n/messages";

/** The platform's own public pages. */
export default function SiteLayout({ children }: { children: ReactNode }) {
  return <Messages of="site">{children}</Messages>;
}
