import type { ReactNode } from "react";
import { Messages } from "@/app/_i18n/messages";
import { ApiProvider } from "@/app/_trpc/client";

/** Pages for developers. */
export default function DevLayout({ children }: { children: ReactNode }) {
  return (
    <Messages of="staff">
      <ApiProvider>{children}</ApiProvider>
    </Messages>
  );
}
