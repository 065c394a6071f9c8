import type { ReactNode } from "react";
import { Messages } from "@/app/_i18n/messages";

/** A company's portal. */
export default function PortalTexts({ children }: { children: ReactNode }) {
  return <Messages of="portal">{children}</Messages>;
}
