import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { currentFace } from "@/app/_face/current-face";
import { faceBrand } from "@/app/_face/face-brand";
import { ApiProvider } from "@/app/_trpc/client";
import { requirePerson } from "@/app/_trpc/server";
import { Notice } from "@/app/_ui/primitives/notice";
import { Shell } from "@/app/_ui/shell/shell";

/** Staff pages: signed in, in the tenant's colours. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const [face, person, t] = await Promise.all([currentFace(), requirePerson(), getTranslations()]);
  return (
    <ApiProvider>
      <Shell
        face="staff"
        brand={faceBrand(face).name}
        person={{
          name: person.name ?? person.email ?? "",
          detail: person.role ? t(`role.${person.role}`) : "",
          permissions: person.permissions,
        }}
        banner={
          face.status === "read_only" && (
            <Notice tone="warn" className="rounded-none">
              {t("shell.readOnly")}
            </Notice>
          )
        }
      >
        {children}
      </Shell>
    </ApiProvider>
  );
}
