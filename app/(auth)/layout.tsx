import type { ReactNode } from "react";
import { Messages } from "@/app/_i18n/messages";

/** Pages of people who are not signed in: each brings only the script and the texts that it needs. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return <Messages of="auth">{children}</Messages>;
}
