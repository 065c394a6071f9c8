import type { ReactNode } from "react";
import { ApiProvider } from "@/app/_trpc/client";

/** Its form asks the server as staff screens do. */
export default function WithApi({ children }: { children: ReactNode }) {
  return <ApiProvider>{children}</ApiProvider>;
}
