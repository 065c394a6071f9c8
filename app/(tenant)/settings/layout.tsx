import type { ReactNode } from "react";
import { requirePerson } from "@/app/_trpc/server";
import { SettingsNav } from "./_components/settings-nav";
import { SettingsFrame } from "./_components/settings-frame";

/** Every settings page: the other pages beside it where there is room. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { permissions } = await requirePerson();
  return <SettingsFrame nav={<SettingsNav permissions={permissions} />}>{children}</SettingsFrame>;
}
