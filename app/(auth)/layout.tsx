import type { ReactNode } from "react";
import { ApiProvider } from "@/app/_trpc/client";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return <ApiProvider>{children}</ApiProvider>;
}
