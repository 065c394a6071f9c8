import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Messages } from "@/app/_i18n/messages";
import { ApiProvider } from "@/app/_trpc/client";
import { requirePerson } from "@/app/_trpc/server";
import { Shell } from "@/app/_ui/shell/shell";

/** The platform's own back office, on the admin host only. */
export default async function PlatformLayout({ children }: { children: ReactNode }) {
  const [person, t] = await Promise.all([requirePerson(), getTranslations("shell")]);
  return (
    <Messages of="platform">
      <ApiProvider>
        <Shell
          face="platform"
          brand="Trama"
          person={{
            id: person.userId ?? "",
            name: person.name ?? person.email ?? "",
            detail: t("platformStaff"),
            permissions: person.permissions,
          }}
        >
          {children}
        </Shell>
      </ApiProvider>
    </Messages>
  );
}
