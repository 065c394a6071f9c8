import type { ReactNode } from "react";

/** Pages of people who are not signed in: each brings only the script that it needs. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return children;
}
