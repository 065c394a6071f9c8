import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Messages } from "@/app/_i18n/messages";
import { currentFace } from "@/app/_face/current-face";
import { faceBrand } from "@/app/_face/face-brand";
import { ApiProvider } from "@/app/_trpc/client";
import { LiveUpdates } from "@/app/_trpc/live-updates";
import { caller, orLeave, requirePerson } from "@/app/_trpc/server";
import { Notice } from "@/app/_ui/primitives/notice";
import { ActingBanner } from "@/app/_ui/shell/acting-banner";
import { Shell } from "@/app/_ui/shell/shell";
import { TenantSwitch } from "@/app/_ui/shell/tenant-switch";

/** Staff pages: signed in, in the tenant's colours. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const [face, person, t] = await Promise.all([currentFace(), requirePerson(), getTranslations()]);
  // Facts from here on reach the page live; what it shows was read no earlier.
  const { items } = await orLeave(async () => (await caller()).audit.timeline({ limit: 1 }));
  return (
    <Messages of="staff">
      <ApiProvider>
        <LiveUpdates from={items[0]?.seq ?? 0}>
          <Shell
            face="staff"
            brand={faceBrand(face).name}
            person={{
              id: person.userId ?? "",
              name: person.name ?? person.email ?? "",
              detail: person.role ? t(`role.${person.role}`) : "",
              permissions: person.permissions,
            }}
            switcher={<TenantSwitch />}
            banner={
              <>
                <ActingBanner />
                {face.status === "read_only" && (
                  <Notice tone="warn" className="rounded-none">
                    {t("shell.readOnly")}
                  </Notice>
                )}
              </>
            }
          >
            {children}
          </Shell>
        </LiveUpdates>
      </ApiProvider>
    </Messages>
  );
}
