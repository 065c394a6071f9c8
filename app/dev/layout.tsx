import type { ReactNode } from "react";
import { ApiProvider } from "@/app/_trpc/client";

/** Pages for developers. */
export default function DevLayout({ children }: { children: ReactNode }) {
  return <ApiProvider>{children}</ApiProvider>;
}
